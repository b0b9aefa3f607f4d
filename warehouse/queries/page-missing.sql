-- One row per month and organisation that sent nothing for its last snapshot, with its newest name.
-- None where the month has no snapshot. With $organization only those that stand below it in that month.
with

scope as (
    select distinct
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis and list_contains($organization, ancestor_code)
),

missing as (
    select
        months.month,
        undelivered.organization_code,
        coalesce(names.organization_name, undelivered.organization_code) as organization_name,
        if(
            $basis = 'current',
            coalesce(names.current_organization_code, undelivered.organization_code),
            undelivered.organization_code
        ) as counted_code
    from meta.not_delivered as undelivered
    inner join marts.dim_month as months
        on months.snapshot_as_of = undelivered.as_of
    left join marts.dim_organization as names
        on names.organization_code = undelivered.organization_code
        and names.is_current
    where months.month between $from::date and $to::date
)

select
    strftime(month, '%Y-%m') as month,
    organization_code,
    organization_name
from missing
where len($organization) = 0
    or exists (
        select 1
        from scope
        where scope.organization_code = missing.counted_code
            and missing.month >= scope.from_month
            and missing.month < scope.to_month
    )
order by missing.month, organization_name, organization_code
