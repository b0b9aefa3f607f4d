-- One row per metric and month before $before whose value is another one than in the version of the month before, or, where
-- nothing is known of that, in the version before; the newest month first. The four causes add up to the change.
-- Whole months, all organisations together.
select
    strftime(changes.month, '%Y-%m') as month,
    changes.metric_id,
    metrics.label_vi,
    changes.compared_version,
    any_value(changes.value_before)::double as value_before,
    any_value(changes.value_after)::double as value_after,
    coalesce(sum(changes.change) filter (where changes.cause = 'late_arrivals'), 0)::double as late_arrivals,
    coalesce(sum(changes.change) filter (where changes.cause = 'corrections'), 0)::double as corrections,
    coalesce(sum(changes.change) filter (where changes.cause = 'reorganisation'), 0)::double as reorganisation,
    coalesce(sum(changes.change) filter (where changes.cause = 'rules'), 0)::double as rules
from meta.changes as changes
inner join meta.metrics as metrics on metrics.metric_id = changes.metric_id
-- 'month_before' is the smaller of the two names.
where changes.compared_with = (select min(compared_with) from meta.changes)
    and changes.month < $before::date
    and metrics.unit in ('case', 'duty', 'member', 'organization')
group by changes.month, changes.metric_id, metrics.label_vi, changes.compared_version
order by changes.month desc, changes.metric_id
