-- One row per case type and age band with cases pending at a month's end: of an organisation ($scope own), or it and
-- all below it (all). Types of the time or of today, as the basis tells.
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
)

select
    backlog.case_type,
    backlog.age_band,
    sum(backlog.pending_count)::bigint as pending_count,
    sum(backlog.overdue_count)::bigint as overdue_count
from marts.agg_backlog_by_month as backlog
semi join scope
    on scope.organization_code = if($basis = 'current', backlog.current_organization_code, backlog.organization_code)
    and backlog.month >= scope.from_month
    and backlog.month < scope.to_month
left join marts.dim_organization as newest
    on $basis = 'current'
    and newest.organization_code = backlog.current_organization_code
    and newest.is_current
where backlog.month = $month::date
    and (len($case_type) = 0 or list_contains($case_type, backlog.case_type))
    and (
        len($organization_type) = 0
        or list_contains($organization_type, if($basis = 'current', newest.organization_type, backlog.organization_type))
    )
group by backlog.case_type, backlog.age_band
having sum(backlog.pending_count) > 0
order by backlog.case_type, backlog.age_band
