-- One row: how many tables of the name $table there are in $schema; 0 in a version that an older program published.
-- Tables of all schemas stand in the database of the version.
select count(*)::integer as table_count
from system.tables
where database = $database and name = concat($schema, '_', $table)
