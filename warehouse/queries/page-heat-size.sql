-- One row: how many organisations the version knows, ended ones too.
-- Tells a long list, of which only a part is looked at.
select count(*) as organization_count
from marts.dim_organization
where is_current
