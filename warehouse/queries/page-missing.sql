-- One row per organisation that sent nothing for the last snapshot of a month, with its newest name.
-- None where the month has no snapshot. With $organization only those that stand below it in that month.
with

below as (
    select organization_code
    from marts.dim_organization_subtree
    where basis = $basis
        and list_contains($organization, ancestor_code)
        and coalesce(from_month, '-infinity'::date) <= $month::date
        and coalesce(to_month, 'infinity'::date) > $month::date
)

select
    missing.organization_code,
    coalesce(names.organization_name, missing.organization_code) as organization_name
from meta.not_delivered as missing
inner join marts.dim_month as months
    on months.snapshot_as_of = missing.as_of
left join marts.dim_organization as names
    on names.organization_code = missing.organization_code
    and names.is_current
where months.month = $month::date
    and (
        len($organization) = 0
        or if($basis = 'current', coalesce(names.current_organization_code, missing.organization_code), missing.organization_code)
        in (select organization_code from below)
    )
order by organization_name, missing.organization_code
