-- One row per organisation (or committee above: $rows = parent) with cases in the window: one page of the list.
-- $sort: size (most at the window's end first), type or tree (in groups). Cases without a committee above: a null code.
with

keyed as (
    select
        rows.organization_key,
        attributes.organization_code,
        attributes.organization_type,
        attributes.parent_code
    from marts.dim_organization as rows
    inner join marts.dim_organization as attributes
        on attributes.organization_code = if($basis = 'current', rows.current_organization_code, rows.organization_code)
        and if($basis = 'current', attributes.is_current, attributes.organization_key = rows.organization_key)
),

scope as (
    select distinct
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis and list_contains($organization, ancestor_code)
),

counted as (
    select
        if($rows = 'parent', keyed.parent_code, keyed.organization_code) as row_code,
        sum(if($measure = 'pending', flow.pending_end_count, flow.overdue_end_count)) as window_count,
        sum(
            if(flow.month < $to::date, 0, if($measure = 'pending', flow.pending_end_count, flow.overdue_end_count))
        ) as now_count
    from marts.agg_case_flow_by_month as flow
    inner join keyed on keyed.organization_key = flow.organization_key
    left join scope
        on scope.organization_code = keyed.organization_code
        and flow.month >= scope.from_month
        and flow.month < scope.to_month
    where flow.month between $from::date and $to::date
        and (len($case_type) = 0 or list_contains($case_type, flow.case_type))
        and (len($organization_type) = 0 or list_contains($organization_type, keyed.organization_type))
        and (len($organization) = 0 or scope.organization_code is not null)
    group by row_code
    having window_count > 0
),

attributes as (
    select
        organization_code,
        organization_name,
        organization_type,
        parent_code
    from marts.dim_organization
    qualify row_number() over (
        partition by organization_code
        order by
            if($basis = 'current' or valid_from <= $until::date, 1, -1)
            * date_diff('day', '2000-01-01'::date, valid_from) desc
    ) = 1
),

listed as (
    select
        counted.*,
        attributes.parent_code,
        attributes.organization_type,
        types.sort_order as type_order
    from counted
    left join attributes on attributes.organization_code = counted.row_code
    left join meta.codes as types on types.code_list = 'organization_type' and types.code = attributes.organization_type
    where $find = ''
        or position(' ' || $find in ' ' || replace(strip_accents(lower(attributes.organization_name)), 'đ', 'd')) > 0
        or starts_with(lower(counted.row_code), $find)
),

sized as (
    select
        *,
        sum(now_count) over (order by now_count desc, window_count desc, row_code) as running_count,
        sum(now_count) over () as all_count,
        count(*) over () as row_count,
        sum(if(now_count > 0, 1, 0)) over () as now_row_count
    from listed
),

halved as (
    select
        *,
        sum(if(running_count - now_count < all_count / 2, 1, 0)) over () as half_place,
        sum(if(running_count - now_count < all_count / 2, now_count, 0)) over () as half_count
    from sized
)

select
    row_code,
    all_count::bigint as all_count,
    row_count::bigint as row_count,
    now_row_count::bigint as now_row_count,
    half_place::bigint as half_place,
    half_count::bigint as half_count
from halved
order by
    case $sort when 'type' then coalesce(type_order, 999) end,
    case $sort when 'type' then organization_type end,
    case $sort when 'tree' then parent_code end nulls first,
    now_count desc,
    window_count desc,
    row_code
limit $limit
offset $offset
