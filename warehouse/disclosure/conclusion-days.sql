-- One row per table of the restricted list and cell with 10 conclusions or more: quantiles of their working days.
-- By linear interpolation over the pooled cases, as the metrics are defined.
with pooled as (
    select
        month, organization_type, case_type, workdays, case_count,
        if(last_day(make_date(year(month), 12, 1)) <= $as_of::date, make_date(year(month), 1, 1), null) as whole_year,
    from marts.agg_conclusion_days_by_type
    where basis = 'as_reported' and last_day(month) <= $as_of::date
),

grouped as (
    select
        case
            when grouping(month) = 0 then
                case when grouping(organization_type) = 0 then 'month_by_type' when grouping(case_type) = 0 then 'month_by_case_type' else 'month' end
            when grouping(organization_type) = 0 then if(grouping(case_type) = 0, 'year_by_type_and_case_type', 'year_by_type')
            else if(grouping(case_type) = 0, 'year_by_case_type', 'year')
        end as table_name,
        cast(coalesce(month, whole_year) as date) as period,
        organization_type,
        case_type,
        workdays,
        sum(case_count) as case_count,
    from pooled
    group by grouping sets (
        (month, workdays), (month, organization_type, workdays), (month, case_type, workdays),
        (whole_year, workdays), (whole_year, organization_type, workdays), (whole_year, case_type, workdays),
        (whole_year, organization_type, case_type, workdays)
    )
    having coalesce(month, whole_year) is not null
),

shown as (
    select
        row_number() over () as cell_no,
        table_name,
        period,
        organization_type,
        case_type,
        sum(case_count) as all_count,
    from grouped
    group by all
    having sum(case_count) >= 10
),

counted as (
    select
        shown.*,
        grouped.workdays,
        sum(grouped.case_count) over (partition by shown.cell_no order by grouped.workdays) as up_to_count,
    from grouped
    inner join shown
        on shown.table_name = grouped.table_name
        and shown.period = grouped.period
        and shown.organization_type is not distinct from grouped.organization_type
        and shown.case_type is not distinct from grouped.case_type
)

select
    table_name,
    period,
    organization_type,
    case_type,
    min(workdays) filter (up_to_count > floor((all_count - 1) * 0.5)) as median_lower,
    min(workdays) filter (up_to_count > ceil((all_count - 1) * 0.5)) as median_upper,
    min(workdays) filter (up_to_count > floor((all_count - 1) * 0.8)) as p80_lower,
    min(workdays) filter (up_to_count > ceil((all_count - 1) * 0.8)) as p80_upper,
    min(workdays) filter (up_to_count > floor((all_count - 1) * 0.9)) as p90_lower,
    min(workdays) filter (up_to_count > ceil((all_count - 1) * 0.9)) as p90_upper,
    any_value(all_count)::bigint as case_count,
from counted
group by table_name, period, organization_type, case_type
