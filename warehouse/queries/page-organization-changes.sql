-- One row per change of an organisation's own name, type or parent, dated by the snapshot that first shows it.
-- A parent is told by its code and newest name.
with

periods as (
    select
        *,
        lag(organization_name) over by_time as name_before,
        lag(organization_type) over by_time as type_before,
        lag(parent_code) over by_time as parent_before,
        row_number() over by_time as version_no
    from marts.dim_organization
    where organization_code = $organization
    window by_time as (order by valid_from)
),

changes as (
    select 'name' as event, valid_from as event_on, name_before as value_before, organization_name as value_after
    from periods
    where version_no > 1 and name_before is distinct from organization_name
    union all
    select 'type', valid_from, type_before, organization_type
    from periods
    where version_no > 1 and type_before is distinct from organization_type
    union all
    select 'parent', valid_from, parent_before, parent_code
    from periods
    where version_no > 1 and parent_before is distinct from parent_code
)

select
    'own' as side,
    0 as step,
    changes.event,
    strftime(changes.event_on, '%Y-%m-%d') as event_on,
    changes.value_before as from_code,
    coalesce(sources.organization_name, changes.value_before) as from_name,
    changes.value_after as to_code,
    coalesce(targets.organization_name, changes.value_after) as to_name,
    null as legal_basis
from changes
left join marts.dim_organization as sources
    on changes.event = 'parent'
    and sources.organization_code = changes.value_before
    and sources.is_current
left join marts.dim_organization as targets
    on changes.event = 'parent'
    and targets.organization_code = changes.value_after
    and targets.is_current
order by changes.event_on, changes.event
