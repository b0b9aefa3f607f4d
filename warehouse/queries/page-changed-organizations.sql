-- One row per month and organisation whose cases changed since $back months before, those that changed most first.
-- moved_count: what transfers in between added, of pending cases only. With $organization only those in its subtree.
with

months as (
    select month from marts.dim_month where month between $from::date and $to::date
),

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
    where flows.month between $first::date and $to::date
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
                where scope.organization_code = if($basis = 'current', flows.current_organization_code, flows.organization_code)
                    and flows.month >= scope.from_month
                    and flows.month < scope.to_month
            )
        )
),

changed as (
    select
        months.month,
        flow.organization_code,
        sum(if(date_diff('month', flow.month, months.month) = $back, flow.case_count, 0)) as before_count,
        sum(if(flow.month = months.month, flow.case_count, 0)) as now_count,
        sum(if(date_diff('month', flow.month, months.month) < $back, flow.moved_count, 0)) as moved_count
    from flow
    inner join months
        on flow.month <= months.month
        and date_diff('month', flow.month, months.month) <= $back
    group by months.month, flow.organization_code
),

ranked as (
    select
        *,
        now_count - before_count as change_count,
        sum(now_count - before_count) over (partition by month) as all_change,
        count(*) over (partition by month) as organization_count,
        row_number() over (
            partition by month
            order by abs(now_count - before_count) desc, now_count - before_count desc, organization_code
        ) as place
    from changed
    where now_count <> before_count
),

first_ones as (
    select * from ranked where place <= $limit
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
    strftime(first_ones.month, '%Y-%m') as month,
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
order by first_ones.month, first_ones.place
