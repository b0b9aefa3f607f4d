-- One row: how many tables of the name $table there are in $schema; 0 in a version that an older program published.
-- Such a version stays readable, and can still be told from a damaged one.
select count(*)::integer as table_count
from duckdb_tables()
where schema_name = $schema and table_name = $table
