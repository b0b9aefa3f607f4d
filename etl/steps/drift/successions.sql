-- One row per landed snapshot and way in which successions are odd though each may stand, with the first three of them.
-- Told once, with the first file that has them: a succession onto the organisation itself, an end that names a successor,
-- one whose month ended before one of the two was established, and one that closes a ring of renamings, mergers and hand-overs.
with recursive told as (
    from base.successions
    union all by name
    from landing.new_successions
),

fresh as (
    select
        from_code,
        to_code,
        event,
        event_on,
        min(as_of) as as_of,
    from told
    group by from_code, to_code, event, event_on
    having min(as_of) in (select as_of from landing.snapshots)
),

followed as (
    select distinct as_of, from_code, to_code
    from landing.new_successions
    where event in ('renamed', 'merged_into', 'handed_over') and from_code <> to_code
),

reached as (
    select as_of, from_code, to_code, to_code as reached_code
    from followed
    where (as_of, from_code, to_code) in (select (as_of, from_code, to_code) from fresh)
    union
    select reached.as_of, reached.from_code, reached.to_code, followed.to_code
    from reached
    inner join followed on followed.as_of = reached.as_of and followed.from_code = reached.reached_code
),

odd as (
    select as_of, 'succession_to_itself' as kind, from_code, to_code
    from fresh
    where from_code = to_code
    union all
    select as_of, 'end_with_successor', from_code, to_code
    from fresh
    where event = 'ended' and to_code is not null
    union all
    select distinct fresh.as_of, 'succession_too_early', fresh.from_code, fresh.to_code
    from fresh
    inner join landing.snapshots as snapshots using (as_of)
    inner join landing.organizations as organizations
        on organizations.reason is null
        and organizations.snapshot_no = snapshots.snapshot_no
        and organizations.organization_code in (fresh.from_code, fresh.to_code)
        and organizations.established_on > last_day(fresh.event_on)
    union all
    select as_of, 'successions_in_ring', from_code, to_code
    from reached
    where reached_code = from_code
)

select
    as_of,
    'successions' as file,
    kind,
    array_to_string(list(from_code || ' → ' || to_code order by from_code, to_code)[:3], ', ') as subject,
    count(*) as value,
from odd
group by as_of, kind
