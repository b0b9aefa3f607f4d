-- One row: the largest count that a cell of a heatmap of organisations holds in the newest month, whatever is filtered.
-- $rows: organization or parent; $columns: another dimension; $measure: pending or overdue.
with

keyed as (
    select
        rows.organization_key,
        attributes.organization_code,
        attributes.organization_type,
        attributes.organization_level,
        attributes.parent_code
    from marts.dim_organization as rows
    inner join marts.dim_organization as attributes
        on attributes.organization_code = rows.current_organization_code
        and attributes.is_current
    where $basis = 'current'
    union all
    select
        organization_key,
        organization_code,
        organization_type,
        organization_level,
        parent_code
    from marts.dim_organization
    where $basis <> 'current'
)

select max(cell_count)::bigint as largest
from (
    select
        sum(if($measure = 'overdue', backlog.overdue_count, backlog.pending_count)) as cell_count,
        case $rows
            when 'parent' then organizations.parent_code
            else organizations.organization_code
        end as row_key,
        case $columns
            when 'organization_type' then organizations.organization_type
            when 'organization_level' then organizations.organization_level
            when 'case_type' then backlog.case_type
            when 'stage' then backlog.stage
            when 'age_band' then backlog.age_band
        end as column_key
    from marts.agg_backlog_by_month as backlog
    inner join keyed as organizations on organizations.organization_key = backlog.organization_key
    where backlog.month = $newest::date
    group by row_key, column_key
)
