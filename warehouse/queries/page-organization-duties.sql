-- One row per duty type with duties due in a period: of an organisation ($scope own), or it and all below it (all).
-- States as of the newest snapshot; waived ones are counted apart and are not due.
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
    duties.duty_type,
    sum(duties.due_count)::bigint as due_count,
    sum(duties.on_time_count)::bigint as on_time_count,
    sum(duties.late_count)::bigint as late_count,
    sum(duties.overdue_count)::bigint as overdue_count,
    sum(duties.not_yet_due_count)::bigint as not_yet_due_count,
    sum(duties.unknown_count)::bigint as unknown_count,
    sum(duties.waived_count)::bigint as waived_count
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
group by duties.duty_type
having sum(duties.due_count + duties.waived_count) > 0
order by duties.duty_type
