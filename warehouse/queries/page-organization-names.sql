-- One row per organisation of $codes that was ever reported, with its newest name.
-- Codes that were never reported are left out.
select
    organization_code,
    organization_name
from marts.dim_organization
where is_current and list_contains($codes, organization_code)
