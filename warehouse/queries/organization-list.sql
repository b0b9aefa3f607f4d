-- One row per organisation that has not ended, by name.
-- At most $most and one more, which tells that there are others.
select
    organization_code,
    organization_name
from marts.dim_organization
where is_current and ended_date is null
order by organization_name collate vi, organization_code
limit $most + 1
