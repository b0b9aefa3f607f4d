-- One row per table of the restricted list and cell with anything counted: cases of all organisations, as reported.
-- Months and years that are not over on $as_of have none; stocks (pending, overdue) of a year stand in its last month.
with measures as (
    select
        month, organization_type, case_type,
        opened_count, closed_count, pending_end_count, overdue_end_count,
        closed_with_due_count, closed_on_time_count, first_pass_count,
    from marts.agg_case_flow_by_type
    where basis = 'as_reported'
    union all by name
    select month, organization_type, case_type, case_count as concluded_count
    from marts.agg_conclusion_days_by_type
    where basis = 'as_reported'
    union all by name
    select month, organization_type, case_type, decision_count, concluded_before_count
    from marts.agg_decisions_by_type
    where basis = 'as_reported'
    union all by name
    select
        month, organization_type, case_type,
        external_workdays_closed + external_workdays_pending as external_workdays,
        total_workdays_closed + total_workdays_pending as total_workdays,
    from marts.agg_external_days_by_type
    where basis = 'as_reported'
),

dated as (
    select
        *,
        if(last_day(make_date(year(month), 12, 1)) <= $as_of::date, make_date(year(month), 1, 1), null) as whole_year,
    from measures
    where last_day(month) <= $as_of::date
)

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
    coalesce(sum(columns('_count$|workdays$')), 0)::bigint,
from dated
group by grouping sets (
    (month), (month, organization_type), (month, case_type),
    (whole_year), (whole_year, organization_type), (whole_year, case_type), (whole_year, organization_type, case_type)
)
having coalesce(month, whole_year) is not null
