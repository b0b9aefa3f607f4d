-- One row per published figure that can be computed.
-- Filled below.
select null::varchar as id, null::bigint as computed_value where false
