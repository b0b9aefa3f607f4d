-- One row per snapshot and organisation that sent nothing for it, with its newest name; the newest first.
-- Organisations that the registers do not name have no name.
select
    strftime(missing.as_of, '%Y-%m-%d') as as_of,
    missing.organization_code,
    names.organization_name
from meta.not_delivered as missing
left join marts.dim_organization as names
    on names.organization_code = missing.organization_code
    and names.is_current
order by missing.as_of desc, missing.organization_code
