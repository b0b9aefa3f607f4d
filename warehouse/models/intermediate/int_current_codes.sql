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

-- One row per code and step. A ring is left within three rounds: the code of each step 1, 2, 4, 8, ... is marked, and the
-- marked one is not entered again (Brent, 1980). A list of all codes visited would cost the cube of a chain's length.
walk as (
    select
        organization_code,
        organization_code as at_code,
        date '-infinity' as at_date,
        0 as step,
        organization_code as marked_code,
    from codes

    union all

    select
        walk.organization_code,
        min(events.to_code),
        min(events.event_on),
        any_value(walk.step) + 1,
        any_value(if(bit_count(walk.step) = 1, walk.at_code, walk.marked_code)) as next_marked_code,
    from walk
    inner join events
        on events.from_code = walk.at_code
        and events.event_on >= walk.at_date
    group by walk.organization_code
    having count(distinct events.to_code) = 1 and min(events.to_code) <> next_marked_code
),

visits as (
    select
        organization_code,
        at_code,
        step,
        row_number() over (partition by organization_code, at_code order by step) > 1 as is_again,
    from walk
),

first_visits as (
    select
        organization_code,
        at_code,
        step,
        bool_or(is_again) over (partition by organization_code order by step) as has_turned,
    from visits
)

select
    organization_code,
    arg_max(at_code, step) as current_organization_code,
from first_visits
where not has_turned
group by organization_code
