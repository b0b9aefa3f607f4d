-- One row per month in which grassroots organisations were reorganised, with how many: merged, split, renamed, handed
-- over or ended by a succession of the month, or shown below another organisation for the first time.
with

grassroots as (
    select distinct organization_code
    from marts.dim_organization
    where organization_level in ('grassroots_committee', 'grassroots_cell')
),

units as (
    select distinct organization_code
    from marts.dim_organization
    where (len($organization_type) = 0 or list_contains($organization_type, organization_type))
        and (
            $root is null
            or organization_code in (
                select organization_code
                from marts.dim_organization_subtree
                where basis = 'as_reported' and ancestor_code = $root
            )
        )
),

periods as (
    select
        organization_code,
        valid_from,
        parent_code,
        lag(parent_code) over (partition by organization_code order by valid_from) as parent_before,
        row_number() over (partition by organization_code order by valid_from) as version_no
    from marts.dim_organization
),

changes as (
    select from_code as organization_code, coalesce(to_code, from_code) as other_code, event_on as changed_on
    from meta.successions
    union all
    select organization_code, organization_code, valid_from
    from periods
    where version_no > 1 and parent_code is distinct from parent_before
)

select
    strftime(date_trunc('month', changes.changed_on), '%Y-%m') as month,
    count(distinct changes.organization_code) as organization_count
from changes
where changes.changed_on between $from::date and last_day($to::date)
    and (
        changes.organization_code in (select organization_code from units)
        or changes.other_code in (select organization_code from units)
    )
    and changes.organization_code in (select organization_code from grassroots)
group by date_trunc('month', changes.changed_on)
order by date_trunc('month', changes.changed_on)
