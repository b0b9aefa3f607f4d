-- One row per month, level and type, over all provinces.
-- Months in which some province does not know its organisations yet are left out: they are missing, not zero.
select
    month,
    organization_level,
    organization_type,
    cast(sum(organization_count) as bigint) as organization_count,
from rows_of_provinces
where month >= (select min(month) from marts.dim_month where has_snapshot)
group by month, organization_level, organization_type
