-- One row per organisation that sent nothing for the last snapshot of a month, with its newest name.
-- None where the month has no snapshot.
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
order by organization_name, missing.organization_code
