-- One row per state, duty type, due date and document: duties overdue, or due within $days days of the newest snapshot,
-- of an organisation ($scope own), or it and all below it (all); the first 200 by date. *_total: over all rows.
with

newest_snapshot as (
    select max(as_of) as as_of from meta.snapshots
),

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

open_duties as (
    select
        duties.duty_status,
        duties.duty_type,
        duties.due_date,
        duties.document_code,
        if($basis = 'current', duties.current_organization_code, duties.organization_code) as organization_code
    from marts.fct_duties as duties
    cross join newest_snapshot
    semi join scope
        on scope.organization_code = if($basis = 'current', duties.current_organization_code, duties.organization_code)
        and date_trunc('month', duties.due_date) >= scope.from_month
        and date_trunc('month', duties.due_date) < scope.to_month
    left join marts.dim_organization as newest
        on $basis = 'current'
        and newest.organization_code = duties.current_organization_code
        and newest.is_current
    where (
            duties.duty_status = 'overdue'
            or (
                duties.duty_status = 'not_yet_due'
                and duties.due_date between newest_snapshot.as_of and newest_snapshot.as_of + $days::integer
            )
        )
        and (
            len($organization_type) = 0
            or list_contains($organization_type, if($basis = 'current', newest.organization_type, duties.organization_type))
        )
),

grouped as (
    select
        duty_status,
        duty_type,
        due_date,
        document_code,
        count(*) as duty_count,
        count(distinct organization_code) as organization_count,
        min(organization_code) as organization_code
    from open_duties
    group by duty_status, duty_type, due_date, document_code
)

select
    grouped.duty_status,
    grouped.duty_type,
    strftime(grouped.due_date, '%Y-%m-%d') as due_date,
    grouped.document_code,
    grouped.duty_count::bigint as duty_count,
    grouped.organization_count::bigint as organization_count,
    grouped.organization_code,
    names.organization_name,
    (sum(grouped.duty_count) filter (where grouped.duty_status = 'overdue') over ())::bigint as overdue_total,
    (sum(grouped.duty_count) filter (where grouped.duty_status = 'not_yet_due') over ())::bigint as coming_total
from grouped
left join marts.dim_organization as names
    on names.organization_code = grouped.organization_code
    and names.is_current
order by grouped.duty_status <> 'overdue', grouped.due_date, grouped.duty_type, grouped.document_code
limit 200
