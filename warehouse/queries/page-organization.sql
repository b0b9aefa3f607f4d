-- One row: the newest name, level and type of an organisation. None when the code was never reported.
-- Attributes are the newest ones, in both bases.
select
    organization_code,
    organization_name,
    organization_type,
    organization_level
from marts.dim_organization
where organization_code = $organization
    and is_current
