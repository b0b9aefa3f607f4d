-- One row per organisation directly below one of $parents ('' : $root, or all at the top) as of the end of a month.
-- Ended and later ones too: whether they are shown depends on what they count. below_count: all below, existing at the end of $below_month.
with

months as (
    select
        month,
        period_end
    from marts.dim_month
    where month = $month::date
),

counted_months as (
    select
        month,
        period_end
    from marts.dim_month
    where month = $below_month::date
),

candidates as (
    select distinct organization_code
    from marts.dim_organization
    where list_contains($parents, coalesce(parent_code, '')) or organization_code = $root
),

attributes as (
    select organizations.*
    from marts.dim_organization as organizations
    cross join months
    where organizations.organization_code in (select organization_code from candidates)
        and ($basis = 'as_reported' or organizations.is_current)
    qualify row_number() over (
        partition by organizations.organization_code
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

pairs as (
    select
        subtree.ancestor_code,
        subtree.organization_code
    from marts.dim_organization_subtree as subtree
    cross join counted_months as months
    where subtree.basis = $basis
        and subtree.ancestor_code in (select organization_code from children)
        and months.month >= coalesce(subtree.from_month, '-infinity'::date)
        and months.month < coalesce(subtree.to_month, 'infinity'::date)
),

below as (
    select
        pairs.ancestor_code,
        count(distinct pairs.organization_code) filter (
            where pairs.organization_code <> pairs.ancestor_code
            and coalesce(newest.established_date, '-infinity'::date) <= months.period_end
            and coalesce(newest.ended_date, 'infinity'::date) >= months.period_end
            and (len($organization_type) = 0 or list_contains($organization_type, newest.organization_type))
        ) as organization_count
    from pairs
    cross join counted_months as months
    inner join marts.dim_organization as newest
        on newest.organization_code = pairs.organization_code
        and newest.is_current
    group by pairs.ancestor_code
)

select
    children.list_code,
    children.organization_code,
    children.organization_name,
    children.organization_level,
    children.organization_type,
    strftime(children.established_date, '%Y-%m-%d') as established_date,
    strftime(children.ended_date, '%Y-%m-%d') as ended_date,
    coalesce(children.established_date, '-infinity'::date) <= months.period_end
        and coalesce(children.ended_date, 'infinity'::date) >= months.month as exists_in_month,
    below.organization_count::bigint as below_count
from children
cross join months
inner join below on below.ancestor_code = children.organization_code
order by children.list_code, children.organization_code
