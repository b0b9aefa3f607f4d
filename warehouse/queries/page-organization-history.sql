-- One row per succession that led to an organisation (side: before) or away from it (after), with the newest names.
-- Those of its predecessors and successors too, up to six steps; an event reached on two ways has a row for each step.
with recursive

before as (
    select
        from_code,
        to_code,
        event,
        event_on,
        legal_basis,
        1 as step
    from meta.successions
    where to_code = $organization
    union all
    select
        earlier.from_code,
        earlier.to_code,
        earlier.event,
        earlier.event_on,
        earlier.legal_basis,
        before.step + 1
    from before
    inner join meta.successions as earlier
        on earlier.to_code = before.from_code
        and earlier.event_on <= before.event_on
    where before.step < 6
),

after as (
    select
        from_code,
        to_code,
        event,
        event_on,
        legal_basis,
        1 as step
    from meta.successions
    where from_code = $organization
    union all
    select
        later.from_code,
        later.to_code,
        later.event,
        later.event_on,
        later.legal_basis,
        after.step + 1
    from after
    inner join meta.successions as later
        on later.from_code = after.to_code
        and later.event_on >= after.event_on
    where after.step < 6
),

names as (
    select
        organization_code,
        organization_name
    from marts.dim_organization
    where is_current
),

events as (
    select distinct 'before' as side, * from before
    union all
    select distinct 'after' as side, * from after
)

select
    events.side,
    events.step,
    events.event,
    strftime(events.event_on, '%Y-%m-%d') as event_on,
    events.from_code,
    sources.organization_name as from_name,
    events.to_code,
    targets.organization_name as to_name,
    events.legal_basis
from events
left join names as sources on sources.organization_code = events.from_code
left join names as targets on targets.organization_code = events.to_code
order by events.event_on, events.side, events.from_code, events.to_code
