-- One row per organisation (or committee above: $rows = parent) with cases in the window: one page of the list.
-- $sort: size (most at the window's end first), type or tree (in groups). Above all committees stands none: a null code.
with

keyed as (
    select
        rows.organization_key,
        attributes.organization_code,
        attributes.organization_type,
        attributes.parent_code
    from marts.dim_organization as rows
    inner join marts.dim_organization as attributes
        on attributes.organization_code = rows.current_organization_code
        and attributes.is_current
    where $basis = 'current'
    union all
    select
        organization_key,
        organization_code,
        organization_type,
        parent_code
    from marts.dim_organization
    where $basis <> 'current'
),

flow as (
    select
        flow.month,
        organizations.organization_code,
        organizations.organization_type,
        case $rows when 'parent' then organizations.parent_code else organizations.organization_code end as row_code,
        if($measure = 'pending', flow.pending_end_count, flow.overdue_end_count) as case_count
    from marts.agg_case_flow_by_month as flow
    inner join keyed as organizations on organizations.organization_key = flow.organization_key
    where flow.month between $from::date and $to::date
        and (len($case_type) = 0 or list_contains($case_type, flow.case_type))
        and (len($organization_type) = 0 or list_contains($organization_type, organizations.organization_type))
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
        row_code,
        coalesce(sum(case_count) filter (where month = $to::date), 0) as now_count,
        sum(case_count) as window_count
    from flow
    where len($organization) = 0
        or exists (
            select 1
            from scope
            where scope.organization_code = flow.organization_code
                and flow.month >= scope.from_month
                and flow.month < scope.to_month
        )
    group by row_code
    having sum(case_count) > 0
),

attributes as (
    select
        organization_code,
        unnest(
            coalesce(
                arg_max(known, valid_from) filter (where $basis = 'current' or valid_from <= $until::date),
                arg_min(known, valid_from)
            )
        )
    from (
        select
            organization_code,
            valid_from,
            {
                'organization_name': organization_name,
                'organization_type': organization_type,
                'organization_level': organization_level,
                'parent_code': parent_code
            } as known
        from marts.dim_organization
    )
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

types as (
    select
        code,
        sort_order
    from meta.codes
    where code_list = 'organization_type'
),

listed as (
    select
        counted.*,
        attributes.organization_name,
        attributes.organization_type,
        attributes.organization_level,
        attributes.parent_code,
        above.organization_name as parent_name,
        types.sort_order as type_order,
        existence.exists_from,
        existence.exists_to
    from counted
    left join attributes on attributes.organization_code = counted.row_code
    left join attributes as above on above.organization_code = attributes.parent_code
    left join existence on existence.organization_code = counted.row_code
    left join types on types.code = attributes.organization_type
    where $find = ''
        or contains(' ' || replace(strip_accents(lower(attributes.organization_name)), 'đ', 'd'), ' ' || $find)
        or starts_with(lower(counted.row_code), $find)
),

ranked as (
    select
        *,
        row_number() over by_size as place,
        row_number() over (
            order by
                case $sort when 'type' then coalesce(type_order, 999) end,
                case $sort when 'type' then organization_type end,
                case $sort when 'tree' then parent_code end nulls first,
                now_count desc,
                window_count desc,
                row_code
        ) as shown_place,
        sum(now_count) over by_size as running_count,
        sum(now_count) over () as all_count,
        count(*) over () as row_count
    from listed
    window by_size as (order by now_count desc, window_count desc, row_code)
)

select
    row_code,
    organization_name,
    organization_type,
    organization_level,
    parent_code,
    parent_name,
    strftime(exists_from, '%Y-%m-%d') as exists_from,
    strftime(exists_to, '%Y-%m-%d') as exists_to,
    now_count::bigint as now_count,
    all_count::bigint as all_count,
    row_count::bigint as row_count,
    (count(*) filter (where now_count > 0) over ())::bigint as holding_count,
    (count(*) filter (where running_count - now_count < all_count / 2) over ())::bigint as half_place,
    coalesce((sum(now_count) filter (where running_count - now_count < all_count / 2) over ()), 0)::bigint as half_count
from ranked
qualify shown_place > $offset and shown_place <= $offset + $limit
order by shown_place
