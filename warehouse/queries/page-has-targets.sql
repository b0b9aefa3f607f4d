-- One row: how many tables of targets the version has; 0 in those that were published before there were targets.
-- A version that was made by an older program stays readable.
select count(*)::integer as table_count
from duckdb_tables()
where schema_name = 'meta' and table_name = 'targets'
