-- One row per check of some tables that was run before this version was published; failed ones first.
-- A failed check stops a publish, so that a published version has none as a rule.
select check_name, claim, offending_rows, passed
from meta.checks
where list_contains($tables, table_name)
order by passed, table_name, check_name
