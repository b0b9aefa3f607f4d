-- One row per table of the restricted profile (family, table_name): its cells, the small and the hidden ones among them, what all count and what the hidden ones count.
-- Measures of a table are added up; the tables that the profile does not list are not here.
select
    family,
    table_name,
    cast(sum(cell_count) as bigint) as cell_count,
    cast(sum(small_count) as bigint) as small_count,
    cast(sum(hidden_count) as bigint) as hidden_count,
    cast(sum(counted) as bigint) as counted,
    cast(sum(hidden_counted) as bigint) as hidden_counted
from restricted.shares
group by family, table_name
order by family, table_name
