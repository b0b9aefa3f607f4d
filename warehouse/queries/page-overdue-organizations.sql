-- One row per organisation with duties overdue on the newest as_of, the most first: one page of the list.
-- $duty_type: only that one; empty: all. organization_count: how many organisations there are in all.
with

newest_types as (
    select organization_code
    from marts.dim_organization
    where is_current and list_contains($organization_type, organization_type)
),

scope as (
    select distinct
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis and list_contains($organization, ancestor_code)
),

open_duties as (
    select
        *,
        if($basis = 'current', current_organization_code, organization_code) as holder_code
    from marts.agg_open_duties_by_due_date
    where overdue_count > 0
        and ($duty_type = '' or duty_type = $duty_type)
        and (
            len($organization_type) = 0
            or ($basis = 'as_reported' and list_contains($organization_type, organization_type))
            or ($basis = 'current' and current_organization_code in (select organization_code from newest_types))
        )
),

within as (
    select *
    from open_duties
    where len($organization) = 0
        or exists (
            select 1
            from scope
            where scope.organization_code = open_duties.holder_code
                and open_duties.due_date >= scope.from_month
                and open_duties.due_date < scope.to_month
        )
)
,

counted as (
    select
        holder_code,
        sum(overdue_count)::integer as duty_count,
        max(workdays) as longest_workdays
    from within
    group by holder_code
),

ranked as (
    select
        *,
        row_number() over (order by duty_count desc, longest_workdays desc, holder_code) as place,
        count(*) over () as organization_count
    from counted
)

select
    ranked.holder_code as organization_code,
    coalesce(names.organization_name, ranked.holder_code) as organization_name,
    ranked.duty_count,
    ranked.longest_workdays,
    ranked.organization_count
from ranked
left join marts.dim_organization as names
    on names.organization_code = ranked.holder_code
    and names.is_current
where ranked.place > $offset and ranked.place <= $offset + $limit
order by ranked.place
