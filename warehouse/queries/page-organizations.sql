-- One row per organisation with cases in the window, the most at its end first: one page of the list.
-- Codes, names and types stand as the basis tells; committees of upper levels have no type. With $organization only
-- those that stand below it at the end of the window.
with

flow as (
    select
        month,
        if($basis = 'current', current_organization_code, organization_code) as organization_code,
        if($measure = 'overdue', overdue_end_count, pending_end_count) as case_count
    from marts.agg_case_flow_by_month
    where month between $from::date and $to::date
        and (len($case_type) = 0 or list_contains($case_type, case_type))
),

counted as (
    select
        organization_code,
        coalesce(sum(case_count) filter (where month = $to::date), 0) as now_count,
        sum(case_count) as window_count
    from flow
    group by organization_code
    having sum(case_count) > 0
),

attributes as (
    select
        organization_code,
        coalesce(
            max_by(organization_name, valid_from) filter (where $basis = 'current' or valid_from <= $until::date),
            min_by(organization_name, valid_from)
        ) as organization_name,
        coalesce(
            max_by(organization_type, valid_from) filter (where $basis = 'current' or valid_from <= $until::date),
            min_by(organization_type, valid_from)
        ) as organization_type,
        max_by(organization_level, valid_from) as organization_level
    from marts.dim_organization
    group by organization_code
),

existence as (
    select
        if($basis = 'current', current_organization_code, organization_code) as organization_code,
        min(coalesce(established_date, '0001-01-01'::date)) as exists_from,
        max(coalesce(ended_date, '9999-12-31'::date)) as exists_to
    from marts.dim_organization
    where is_current
    group by all
),

below as (
    select organization_code
    from marts.dim_organization_subtree
    where basis = $basis
        and list_contains($organization, ancestor_code)
        and coalesce(from_month, '-infinity'::date) <= $to::date
        and coalesce(to_month, 'infinity'::date) > $to::date
),

listed as (
    select
        counted.organization_code,
        attributes.organization_name,
        attributes.organization_type,
        attributes.organization_level,
        existence.exists_from,
        existence.exists_to,
        counted.now_count,
        counted.window_count
    from counted
    inner join attributes on attributes.organization_code = counted.organization_code
    inner join existence on existence.organization_code = counted.organization_code
    where (len($organization_type) = 0 or list_contains($organization_type, attributes.organization_type))
        and (len($organization) = 0 or counted.organization_code in (select organization_code from below))
),

ranked as (
    select
        *,
        row_number() over by_size as place,
        sum(now_count) over by_size as running_count,
        sum(now_count) over () as all_count,
        count(*) over () as organization_count
    from listed
    window by_size as (order by now_count desc, window_count desc, organization_code)
)

select
    organization_code,
    organization_name,
    organization_type,
    organization_level,
    strftime(exists_from, '%Y-%m-%d') as exists_from,
    strftime(exists_to, '%Y-%m-%d') as exists_to,
    now_count::bigint as now_count,
    all_count::bigint as all_count,
    organization_count,
    (count(*) filter (where running_count - now_count < all_count / 2) over ())::bigint as half_place,
    coalesce((sum(now_count) filter (where running_count - now_count < all_count / 2) over ()), 0)::bigint as half_count
from ranked
qualify place > $offset and place <= $offset + $limit
order by place
