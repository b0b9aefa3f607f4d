-- One row per snapshot and organisation with members, by status.
-- Added up from who came and who went: a member is there from valid_from until before valid_to.
with steps as (
    select organization_code, member_status, valid_from as on_day, count(*) as step
    from store.hist_members
    group by all
    union all
    select organization_code, member_status, valid_to, -count(*)
    from store.hist_members
    where valid_to is not null
    group by all
),

days as (
    select
        steps.organization_code,
        snapshots.snapshot_no,
        sum(steps.step) as member_count,
        coalesce(sum(steps.step) filter (steps.member_status = 'official'), 0) as official_count,
        coalesce(sum(steps.step) filter (steps.member_status = 'probationary'), 0) as probationary_count,
        coalesce(sum(steps.step) filter (steps.member_status = 'exempt'), 0) as exempt_count,
        coalesce(sum(steps.step) filter (steps.member_status = 'suspended'), 0) as suspended_count,
    from steps
    inner join int_snapshots as snapshots on snapshots.as_of = steps.on_day
    group by steps.organization_code, snapshots.snapshot_no
),

periods as (
    select
        organization_code,
        snapshot_no as from_no,
        coalesce(lead(snapshot_no) over following, (select max(snapshot_no) + 1 from int_snapshots)) as to_no,
        sum(member_count) over up_to_here as member_count,
        sum(official_count) over up_to_here as official_count,
        sum(probationary_count) over up_to_here as probationary_count,
        sum(exempt_count) over up_to_here as exempt_count,
        sum(suspended_count) over up_to_here as suspended_count,
    from days
    window
        following as (partition by organization_code order by snapshot_no),
        up_to_here as (partition by organization_code order by snapshot_no rows unbounded preceding)
),

expanded as (
    select *, unnest(range(from_no, to_no)) as snapshot_no
    from periods
    where member_count > 0
)

select
    snapshots.as_of,
    expanded.snapshot_no,
    expanded.organization_code,
    cast(expanded.member_count as bigint) as member_count,
    cast(expanded.official_count as bigint) as official_count,
    cast(expanded.probationary_count as bigint) as probationary_count,
    cast(expanded.exempt_count as bigint) as exempt_count,
    cast(expanded.suspended_count as bigint) as suspended_count,
from expanded
inner join int_snapshots as snapshots on snapshots.snapshot_no = expanded.snapshot_no
