-- One row per month and organisation that sent nothing for the last snapshot of that month.
-- Organisations that had ended before the month are left out; attributes stand as the basis tells.
with

missing as (
    select
        months.month,
        organizations.*
    from meta.not_delivered as not_delivered
    inner join marts.dim_month as months
        on months.snapshot_as_of = not_delivered.as_of
    inner join marts.dim_organization as organizations
        on organizations.organization_code = not_delivered.organization_code
        and organizations.valid_from <= not_delivered.as_of
        and (organizations.valid_to is null or organizations.valid_to > not_delivered.as_of)
    where months.month between $from::date and $to::date
        and (organizations.ended_date is null or organizations.ended_date >= months.month)
),

in_basis as (
    select
        missing.month,
        attributes.organization_code,
        attributes.organization_type,
        attributes.organization_level,
        attributes.parent_code
    from missing
    inner join marts.dim_organization as attributes
        on case
            when $basis = 'current'
                then attributes.organization_code = missing.current_organization_code and attributes.is_current
            else attributes.organization_key = missing.organization_key
        end
),

scope as (
    select distinct
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis and list_contains($organization, ancestor_code)
)

select distinct
    month,
    organization_code as organization,
    organization_type,
    organization_level,
    parent_code as parent
from in_basis
where (len($organization_type) = 0 or list_contains($organization_type, organization_type))
    and (len($organization_level) = 0 or list_contains($organization_level, organization_level))
    and (len($parent) = 0 or list_contains($parent, parent_code))
    and (
        len($organization) = 0
        or exists (
            select 1
            from scope
            where scope.organization_code = in_basis.organization_code
                and in_basis.month >= scope.from_month
                and in_basis.month < scope.to_month
        )
    )
