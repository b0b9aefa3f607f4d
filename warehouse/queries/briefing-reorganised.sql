-- One row: how many grassroots organisations were reorganised from $from to $to: merged, split, renamed, handed over or
-- ended by a succession, or shown below another organisation for the first time. Each organisation counts once.
with

grassroots as (
    select distinct organization_code
    from marts.dim_organization
    where organization_level in ('grassroots_committee', 'grassroots_cell')
),

periods as (
    select
        organization_code,
        valid_from,
        parent_code,
        lag(parent_code) over (partition by organization_code order by valid_from) as parent_before,
        row_number() over (partition by organization_code order by valid_from) as period_no
    from marts.dim_organization
),

changes as (
    select from_code as organization_code, event_on as changed_on
    from meta.successions
    union all
    select organization_code, valid_from
    from periods
    where period_no > 1 and parent_code is distinct from parent_before
)

select count(distinct changes.organization_code)::integer as organization_count
from changes
inner join grassroots on grassroots.organization_code = changes.organization_code
where changes.changed_on between $from::date and $to::date
