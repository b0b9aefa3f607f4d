-- One row per row of dim_organization and basis, with the level and type that count in that basis.
-- As reported: its own. Current: those of its current organisation in the newest snapshot (null where that has none).
select
    organization_key,
    'as_reported' as basis,
    organization_level,
    organization_type,
from marts.dim_organization

union all

select
    reported.organization_key,
    'current' as basis,
    newest.organization_level,
    newest.organization_type,
from marts.dim_organization as reported
left join marts.dim_organization as newest
    on newest.organization_code = reported.current_organization_code
    and newest.is_current
