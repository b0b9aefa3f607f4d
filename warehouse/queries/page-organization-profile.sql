-- One row: an organisation as of the end of a month, with its dates, what it is today, and how many are below it then.
-- Name, level and type of that time (basis as_reported), else the newest. None when the code was never reported.
with

months as (
    select
        month,
        period_end
    from marts.dim_month
    where month = $month::date
),

attributes as (
    select organizations.*
    from marts.dim_organization as organizations
    cross join months
    where organizations.organization_code = $organization
        and ($basis = 'as_reported' or organizations.is_current)
    order by
        organizations.valid_from <= months.period_end desc,
        if(organizations.valid_from <= months.period_end, organizations.valid_from, null) desc nulls last,
        organizations.valid_from
    limit 1
),

below as (
    select count(distinct subtree.organization_code) as organization_count
    from marts.dim_organization_subtree as subtree
    cross join months
    inner join marts.dim_organization as newest
        on newest.organization_code = subtree.organization_code
        and newest.is_current
    where subtree.basis = $basis
        and subtree.ancestor_code = $organization
        and subtree.organization_code <> $organization
        and months.month >= coalesce(subtree.from_month, '-infinity'::date)
        and months.month < coalesce(subtree.to_month, 'infinity'::date)
        and coalesce(newest.established_date, '-infinity'::date) <= months.period_end
        and coalesce(newest.ended_date, 'infinity'::date) >= months.period_end
)

select
    attributes.organization_code,
    attributes.organization_name,
    attributes.organization_level,
    attributes.organization_type,
    strftime(attributes.established_date, '%Y-%m-%d') as established_date,
    strftime(attributes.ended_date, '%Y-%m-%d') as ended_date,
    coalesce(attributes.established_date, '-infinity'::date) > months.period_end as is_before,
    coalesce(attributes.ended_date, 'infinity'::date) < months.period_end as is_after,
    attributes.current_organization_code as current_code,
    current_names.organization_name as current_name,
    newest.organization_name as newest_name,
    below.organization_count as below_count
from attributes
cross join months
cross join below
left join marts.dim_organization as newest
    on newest.organization_code = attributes.organization_code
    and newest.is_current
left join marts.dim_organization as current_names
    on current_names.organization_code = attributes.current_organization_code
    and current_names.is_current
