-- One row per metric and month whose value is another one than in the version compared with ('version_before' or
-- 'month_before'), the newest month first; the four causes add up to the change. Whole months, all organisations together.
select
    changes.compared_version,
    strftime(changes.compared_as_of, '%Y-%m-%d') as compared_as_of,
    strftime(changes.month, '%Y-%m-%d') as month,
    changes.metric_id,
    metrics.label_vi,
    metrics.label_en,
    metrics.unit,
    cast(any_value(changes.value_before) as double) as value_before,
    cast(any_value(changes.value_after) as double) as value_after,
    cast(any_value(changes.value_after) - any_value(changes.value_before) as double) as change,
    cast(coalesce(sum(changes.change) filter (where changes.cause = 'late_arrivals'), 0) as double) as late_arrivals,
    cast(coalesce(sum(changes.change) filter (where changes.cause = 'corrections'), 0) as double) as corrections,
    cast(coalesce(sum(changes.change) filter (where changes.cause = 'reorganisation'), 0) as double) as reorganisation,
    cast(coalesce(sum(changes.change) filter (where changes.cause = 'rules'), 0) as double) as rules
from meta.changes as changes
inner join meta.metrics as metrics on metrics.metric_id = changes.metric_id
where changes.compared_with = $compared_with
group by
    changes.compared_version, changes.compared_as_of, changes.month, changes.metric_id,
    metrics.label_vi, metrics.label_en, metrics.unit
order by changes.month desc, changes.metric_id
