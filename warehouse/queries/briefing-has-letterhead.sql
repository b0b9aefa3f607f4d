-- One row: how many tables of letterheads the version has; 0 in those that were published before there were any.
-- A version that was made by an older program can still be told from a damaged one.
select count(*)::integer as table_count
from duckdb_tables()
where schema_name = 'meta' and table_name = 'letterhead'
