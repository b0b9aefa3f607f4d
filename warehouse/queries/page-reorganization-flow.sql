-- One row per step between two of $dates, group of organisations before and after, and whether they changed: how many
-- grassroots organisations went that way. Group: the one above ('' none); ~ended, ~new: no successor, no predecessor.
with recursive

dates as (
    select row_number() over (order by on_date)::bigint as step, on_date
    from (select unnest($dates::varchar[])::date as on_date)
),

below as (
    select organization_code from marts.dim_organization_subtree where basis = 'as_reported' and ancestor_code = $root
),

attributes as (
    select dates.step, dates.on_date, organizations.*
    from dates cross join marts.dim_organization as organizations
    where coalesce(organizations.established_date, '-infinity'::date) <= dates.on_date
        and coalesce(organizations.ended_date, 'infinity'::date) >= dates.on_date
    qualify row_number() over (
        partition by dates.step, organizations.organization_code
        order by
            organizations.valid_from <= dates.on_date desc,
            if(organizations.valid_from <= dates.on_date, organizations.valid_from, null) desc nulls last,
            organizations.valid_from
    ) = 1
),

states as materialized (
    select
        step,
        on_date,
        organization_code,
        coalesce(parent_code, '') as group_code,
        (len($organization_type) = 0 or list_contains($organization_type, organization_type))
            and ($root is null or organization_code in (select organization_code from below)) as is_wanted
    from attributes
    where organization_level in ('grassroots_committee', 'grassroots_cell')
),

walk as materialized (
    select
        states.step,
        states.organization_code as start_code,
        states.group_code as start_group,
        states.is_wanted,
        states.organization_code as at_code,
        states.on_date as at_date,
        following.on_date as end_date,
        0 as hops
    from states
    inner join dates as following on following.step = states.step + 1
    union all
    select
        walk.step,
        walk.start_code,
        walk.start_group,
        walk.is_wanted,
        successions.to_code,
        successions.event_on,
        walk.end_date,
        walk.hops + 1
    from walk
    inner join meta.successions as successions
        on successions.from_code = walk.at_code and successions.event_on between walk.at_date and walk.end_date
    where successions.to_code is not null and walk.hops < 12
),

links as (
    select distinct
        walk.step,
        walk.start_code,
        walk.start_group,
        states.organization_code as end_code,
        states.group_code as end_group,
        walk.start_code <> states.organization_code or walk.start_group <> states.group_code as is_moved,
        walk.is_wanted or states.is_wanted as is_wanted
    from walk
    inner join states on states.step = walk.step + 1 and states.organization_code = walk.at_code
    union all
    select step, start_code, start_group, null, '~ended', true, is_wanted
    from walk
    group by all
    having count(*) filter (where (step + 1, at_code) in (select (step, organization_code) from states)) = 0
    union all
    select states.step - 1, null, '~new', states.organization_code, states.group_code, true, states.is_wanted
    from states
    anti join walk on walk.step = states.step - 1 and walk.at_code = states.organization_code
    where states.step > 1
),

shared as (
    select
        *,
        if(start_code is null, 0, 1 / count(*) over (partition by step, start_code)) as start_share,
        if(end_code is null, 0, 1 / count(*) over (partition by step, end_code)) as end_share
    from links
)

select
    step::integer as step,
    start_group,
    end_group,
    is_moved,
    count(distinct start_code)::integer as start_count,
    count(distinct end_code)::integer as end_count,
    sum(start_share)::double as start_share,
    sum(end_share)::double as end_share
from shared
group by step, start_group, end_group, is_moved
order by step, start_group, end_group, is_moved
