-- One row per month and organisation of all provinces.
-- Months in which some province does not know its members yet are left out: they are missing, not zero.
select *
from rows_of_provinces
where month >= (select min(month) from marts.dim_month where has_snapshot)
