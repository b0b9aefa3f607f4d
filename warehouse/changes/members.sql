-- One row per compared month with members in world.hist_members at the last snapshot up to the month's end.
-- Months before the first snapshot have none.
with steps as (
    select valid_from as on_day, count(*) as step from world.hist_members group by all
    union all
    select valid_to, -count(*) from world.hist_members where valid_to is not null group by all
),

dated as (
    select months.month, max(snapshots.as_of) as members_as_of
    from changes.months as months
    inner join world.snapshots as snapshots on snapshots.as_of <= months.period_end
    group by months.month
)

select dated.month, 'members.member_count' as measure, cast(sum(steps.step) as bigint) as value
from dated
inner join steps on steps.on_day <= dated.members_as_of
group by dated.month
