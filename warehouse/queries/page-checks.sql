-- One row per check that was run before this version was published; failed ones first.
-- A failed check stops a publish, so that a published version has none as a rule.
select
    check_name,
    claim,
    table_name,
    offending_rows,
    passed
from meta.checks
order by passed, table_name, check_name
