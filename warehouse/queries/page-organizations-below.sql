-- One row per month and organisation directly below one by newest parents, of those that exist in it; at most 40, by name.
-- Empty organization: below the only one at the top, or all at the top when there are several.
with

months as (
    select month from marts.dim_month where month between $from::date and $to::date
),

tops as (
    select months.month, organizations.organization_code
    from marts.dim_organization as organizations
    cross join months
    where organizations.is_current
        and organizations.parent_code is null
        and (organizations.ended_date is null or organizations.ended_date >= months.month)
),

above as (
    select
        months.month,
        case
            when $organization <> '' then $organization
            when count(tops.organization_code) = 1 then max(tops.organization_code)
        end as organization_code
    from months
    left join tops on tops.month = months.month
    group by months.month
),

below as (
    select
        above.month,
        organizations.organization_code,
        organizations.organization_name,
        count(*) over (partition by above.month) as organization_count,
        row_number() over (
            partition by above.month
            order by organizations.organization_name collate vi, organizations.organization_code
        ) as place
    from marts.dim_organization as organizations
    inner join above on organizations.parent_code is not distinct from above.organization_code
    where organizations.is_current
        and (organizations.ended_date is null or organizations.ended_date >= above.month)
)

select
    strftime(month, '%Y-%m') as month,
    organization_code,
    organization_name,
    organization_count
from below
where place <= 40
order by month, place
