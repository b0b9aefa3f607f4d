-- One row: the largest count that a cell of a heatmap has held in any month of the version, whatever is filtered.
-- $rows, $columns: dimensions without organisations; $measure: pending or overdue. Where stages are shown, without those not known.
select max(cell_count)::bigint as largest
from (
    select
        sum(if($measure = 'overdue', overdue_count, pending_count)) as cell_count,
        case $rows
            when 'organization_type' then organization_type
            when 'organization_level' then organization_level
            when 'case_type' then case_type
            when 'stage' then stage
            when 'age_band' then age_band
        end as row_key,
        case $columns
            when 'organization_type' then organization_type
            when 'organization_level' then organization_level
            when 'case_type' then case_type
            when 'stage' then stage
            when 'age_band' then age_band
        end as column_key
    from marts.agg_backlog_by_type
    where basis = $basis and (stage <> 'unknown' or not list_contains([$rows, $columns], 'stage'))
    group by month, row_key, column_key
)
