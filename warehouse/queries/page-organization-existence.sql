-- One row: the first and last month (YYYY-MM) in which anything stands at the chosen organisation or below it.
-- Null where there is no bound. In today's structure what has become part of it counts too.
with

spans as (
    select
        greatest(
            coalesce(organizations.established_date, '-infinity'::date),
            coalesce(subtree.from_month, '-infinity'::date)
        ) as since,
        least(
            coalesce(organizations.ended_date, 'infinity'::date),
            coalesce(subtree.to_month - 1, 'infinity'::date)
        ) as until
    from marts.dim_organization_subtree as subtree
    inner join marts.dim_organization as organizations
        on organizations.is_current
        and if($basis = 'current', organizations.current_organization_code, organizations.organization_code)
        = subtree.organization_code
    where subtree.basis = $basis
        and subtree.ancestor_code = $organization
),

bounds as (
    select
        min(since) as since,
        max(until) as until
    from spans
)

select
    if(since > '-infinity'::date, strftime(since, '%Y-%m'), null) as first_month,
    if(until < 'infinity'::date, strftime(until, '%Y-%m'), null) as last_month
from bounds
