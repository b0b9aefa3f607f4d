-- One row per organisation code ever seen, with the code under which it stands today.
-- Follows renamed, merged_into and handed_over in order of date; stops at several targets and at a code already visited.
with recursive events as (
    select from_code, to_code, min(event_on) as event_on
    from int_successions
    where
        event in ('renamed', 'merged_into', 'handed_over')
        and event_on <= (select max(as_of) from int_snapshots)
    group by from_code, to_code, event_on
),

codes as (
    select organization_code from store.hist_organizations
    union
    select from_code from int_successions
    union
    select to_code from int_successions
),

walk as (
    select
        organization_code,
        organization_code as at_code,
        date '-infinity' as at_date,
        [organization_code] as visited,
    from codes

    union all

    select
        walk.organization_code,
        min(events.to_code),
        min(events.event_on),
        list_append(walk.visited, min(events.to_code)),
    from walk
    inner join events
        on events.from_code = walk.at_code
        and events.event_on >= walk.at_date
    group by walk.organization_code, walk.visited
    having count(distinct events.to_code) = 1 and not list_contains(walk.visited, min(events.to_code))
)

select
    organization_code,
    arg_max(at_code, len(visited)) as current_organization_code,
from walk
group by organization_code
