-- One row per organisation and period of unchanged attributes, of all provinces.
-- A top whose name the top of another province has too carries the name of its province behind it.
with shared_names as (
    select organization_name
    from rows_of_provinces
    where parent_code is null
    group by organization_name
    having count(distinct prefix) > 1
)

select * exclude (prefix) replace (
    if(
        parent_code is null and organization_name in (from shared_names),
        organization_name || ' – ' || (select provinces.name from provinces where provinces.prefix = rows_of_provinces.prefix),
        organization_name
    ) as organization_name
)
from rows_of_provinces
