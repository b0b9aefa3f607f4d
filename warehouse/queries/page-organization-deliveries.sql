-- One row per month of a period: whether an organisation delivered for the month's last snapshot.
-- state: delivered, missing, absent (it did not exist on that day), none (the month has no snapshot).
with

organization as (
    select
        coalesce(established_date, '-infinity'::date) as exists_from,
        coalesce(ended_date, 'infinity'::date) as exists_to
    from marts.dim_organization
    where organization_code = $organization
        and is_current
),

missing as (
    select as_of
    from meta.not_delivered
    where organization_code = $organization
)

select
    strftime(months.month, '%Y-%m') as month,
    strftime(months.snapshot_as_of, '%Y-%m-%d') as as_of,
    case
        when months.snapshot_as_of is null then 'none'
        when months.snapshot_as_of not between organization.exists_from and organization.exists_to then 'absent'
        when missing.as_of is not null then 'missing'
        else 'delivered'
    end as state
from marts.dim_month as months
cross join organization
left join missing on missing.as_of = months.snapshot_as_of
where months.month between $from::date and $to::date
order by months.month
