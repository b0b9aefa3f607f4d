-- One row per organisation whose cases changed from one month to a later one, those that changed most first.
-- moved_count: what transfers in between added, of pending cases only. With $organization only those in its subtree.
with

scope as (
    select distinct
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis and list_contains($organization, ancestor_code)
),

flow as (
    select
        flows.month,
        if($basis = 'current', flows.current_organization_code, flows.organization_code) as organization_code,
        case $measure
            when 'pending' then flows.pending_end_count
            when 'overdue' then flows.overdue_end_count
            when 'opened' then flows.opened_count
            else flows.closed_count
        end as case_count,
        if($measure = 'pending', flows.transferred_in_count - flows.transferred_out_count, 0) as moved_count
    from marts.agg_case_flow_by_month as flows
    left join marts.dim_organization as holders
        on holders.organization_code = flows.current_organization_code
        and holders.is_current
    where (flows.month in ($before::date, $now::date) or $measure = 'pending' and flows.month between $before::date and $now::date)
        and (len($case_type) = 0 or list_contains($case_type, flows.case_type))
        and (
            len($organization_type) = 0
            or list_contains(
                $organization_type,
                if($basis = 'current', holders.organization_type, flows.organization_type)
            )
        )
        and (
            len($organization) = 0
            or exists (
                select 1
                from scope
                where scope.organization_code = if(
                        $basis = 'current',
                        flows.current_organization_code,
                        flows.organization_code
                    )
                    and flows.month >= scope.from_month
                    and flows.month < scope.to_month
            )
        )
),

changed as (
    select
        organization_code,
        coalesce(sum(case_count) filter (where month = $before::date), 0) as before_count,
        coalesce(sum(case_count) filter (where month = $now::date), 0) as now_count,
        coalesce(sum(moved_count) filter (where month > $before::date), 0) as moved_count
    from flow
    group by organization_code
),

ranked as (
    select
        *,
        now_count - before_count as change_count,
        sum(now_count - before_count) over () as all_change,
        count(*) over () as organization_count
    from changed
    where now_count <> before_count
),

first_ones as (
    select * from ranked
    order by abs(change_count) desc, change_count desc, organization_code
    limit $limit
),

names as (
    select
        organization_code,
        coalesce(
            max_by(organization_name, valid_from) filter (where $basis = 'current' or valid_from <= $until::date),
            min_by(organization_name, valid_from)
        ) as organization_name
    from marts.dim_organization
    where organization_code in (select organization_code from first_ones)
    group by organization_code
)

select
    first_ones.organization_code,
    names.organization_name,
    before_count::bigint as before_count,
    now_count::bigint as now_count,
    change_count::bigint as change_count,
    moved_count::bigint as moved_count,
    all_change::bigint as all_change,
    organization_count
from first_ones
inner join names on names.organization_code = first_ones.organization_code
order by abs(change_count) desc, change_count desc, organization_code
