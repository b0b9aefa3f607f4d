-- One row per month and organisation directly below one of $parents ('' : $root, or all at the top) as of its end.
-- Ended and later ones too: whether they are shown depends on what they count. below_count: all below, existing at the
-- end of the month; in today's structure, at the end of $newest.
with

months as (
    select
        shown.month,
        shown.period_end,
        counted.month as counted_month,
        counted.period_end as counted_end
    from marts.dim_month as shown
    inner join marts.dim_month as counted
        on counted.month = if($basis = 'current', $newest::date, shown.month)
    where shown.month between $from::date and $to::date
),

candidates as (
    select distinct organization_code
    from marts.dim_organization
    where list_contains($parents, coalesce(parent_code, '')) or organization_code = $root
),

attributes as (
    select
        months.month as shown_month,
        months.period_end,
        months.counted_month,
        months.counted_end,
        organizations.*
    from marts.dim_organization as organizations
    cross join months
    where organizations.organization_code in (select organization_code from candidates)
        and ($basis = 'as_reported' or organizations.is_current)
    qualify row_number() over (
        partition by months.month, organizations.organization_code
        order by
            organizations.valid_from <= months.period_end desc,
            if(organizations.valid_from <= months.period_end, organizations.valid_from, null) desc nulls last,
            organizations.valid_from
    ) = 1
),

children as (
    select
        attributes.*,
        if(organization_code = $root, '', coalesce(parent_code, '')) as list_code
    from attributes
    where list_contains($parents, if(organization_code = $root, '', coalesce(parent_code, '')))
        and ($root is null or organization_code = $root or parent_code is not null)
),

counted as (
    select distinct organization_code, counted_month, counted_end
    from children
),

below as (
    select
        counted.organization_code,
        counted.counted_month,
        count(distinct subtree.organization_code) filter (
            where subtree.organization_code <> counted.organization_code
            and coalesce(newest.established_date, '-infinity'::date) <= counted.counted_end
            and coalesce(newest.ended_date, 'infinity'::date) >= counted.counted_end
            and (len($organization_type) = 0 or list_contains($organization_type, newest.organization_type))
        ) as organization_count
    from counted
    inner join marts.dim_organization_subtree as subtree
        on subtree.ancestor_code = counted.organization_code
        and subtree.basis = $basis
        and counted.counted_month >= coalesce(subtree.from_month, '-infinity'::date)
        and counted.counted_month < coalesce(subtree.to_month, 'infinity'::date)
    inner join marts.dim_organization as newest
        on newest.organization_code = subtree.organization_code
        and newest.is_current
    group by counted.organization_code, counted.counted_month
)

select
    strftime(children.shown_month, '%Y-%m') as month,
    children.list_code,
    children.organization_code,
    children.organization_name,
    children.organization_level,
    children.organization_type,
    strftime(children.established_date, '%Y-%m-%d') as established_date,
    strftime(children.ended_date, '%Y-%m-%d') as ended_date,
    coalesce(children.established_date, '-infinity'::date) <= children.period_end
        and coalesce(children.ended_date, 'infinity'::date) >= children.shown_month as exists_in_month,
    below.organization_count::bigint as below_count
from children
inner join below
    on below.organization_code = children.organization_code
    and below.counted_month = children.counted_month
order by children.shown_month, children.list_code, children.organization_code
