-- One row per month of a period: what an organisation counted ($scope own), or it and all below it (all).
-- Types of the time or of today, as the basis tells; sums of the organisations' own rows, months without any are 0.
with

scope as (
    select
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis
        and ancestor_code = $organization
        and ($scope = 'all' or organization_code = $organization)
),

cases as (
    select
        cases.month,
        sum(cases.opened_count) as opened_count,
        sum(cases.closed_count) as closed_count,
        sum(cases.pending_end_count) as pending_count,
        sum(cases.overdue_end_count) as overdue_count
    from marts.agg_case_flow_by_month as cases
    semi join scope
        on scope.organization_code = if($basis = 'current', cases.current_organization_code, cases.organization_code)
        and cases.month >= scope.from_month
        and cases.month < scope.to_month
    left join marts.dim_organization as newest
        on $basis = 'current'
        and newest.organization_code = cases.current_organization_code
        and newest.is_current
    where cases.month between $from::date and $to::date
        and (len($case_type) = 0 or list_contains($case_type, cases.case_type))
        and (
            len($organization_type) = 0
            or list_contains($organization_type, if($basis = 'current', newest.organization_type, cases.organization_type))
        )
    group by cases.month
),

duties as (
    select
        duties.month,
        sum(duties.on_time_count) as on_time_count,
        sum(duties.on_time_count + duties.late_count + duties.overdue_count) as judged_count
    from marts.agg_duties_by_month as duties
    semi join scope
        on scope.organization_code = if($basis = 'current', duties.current_organization_code, duties.organization_code)
        and duties.month >= scope.from_month
        and duties.month < scope.to_month
    left join marts.dim_organization as newest
        on $basis = 'current'
        and newest.organization_code = duties.current_organization_code
        and newest.is_current
    where duties.month between $from::date and $to::date
        and (
            len($organization_type) = 0
            or list_contains($organization_type, if($basis = 'current', newest.organization_type, duties.organization_type))
        )
    group by duties.month
)

select
    strftime(months.month, '%Y-%m') as month,
    coalesce(cases.opened_count, 0)::bigint as opened_count,
    coalesce(cases.closed_count, 0)::bigint as closed_count,
    coalesce(cases.pending_count, 0)::bigint as pending_count,
    coalesce(cases.overdue_count, 0)::bigint as overdue_count,
    coalesce(duties.on_time_count, 0)::bigint as on_time_count,
    coalesce(duties.judged_count, 0)::bigint as judged_count
from marts.dim_month as months
left join cases on cases.month = months.month
left join duties on duties.month = months.month
where months.month between $from::date and $to::date
order by months.month
