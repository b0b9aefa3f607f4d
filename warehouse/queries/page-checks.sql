-- One row per check of some tables ($tables; empty: all) that was run before this version was published; failed ones first.
-- All columns that the version has: claim_en came later. A failed check stops a publish, so that there is none as a rule.
select *
from meta.checks
where len($tables) = 0 or list_contains($tables, table_name)
order by passed, table_name, check_name
