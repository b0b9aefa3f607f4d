-- One row per reorganisation after $from up to $to, the earliest first: successions, and grassroots organisations that a
-- snapshot first shows below another one (event moved). *_group: the organisation above, by the snapshot of that time.
with

below as (
    select organization_code
    from marts.dim_organization_subtree
    where basis = 'as_reported' and ancestor_code = $root
),

periods as (
    select
        *,
        lag(parent_code) over by_time as parent_before,
        row_number() over by_time as version_no
    from marts.dim_organization
    window by_time as (partition by organization_code order by valid_from)
),

events as (
    select from_code, to_code, event, event_on, legal_basis, null as group_before, null as group_after
    from meta.successions
    union all
    select organization_code, organization_code, 'moved', valid_from, null, parent_before, parent_code
    from periods
    where version_no > 1
        and parent_code is distinct from parent_before
        and organization_level in ('grassroots_committee', 'grassroots_cell')
),

wanted as (
    select *
    from events
    where event_on > $from::date
        and event_on <= $to::date
        and (
            $root is null
            or from_code in (select organization_code from below)
            or to_code in (select organization_code from below)
        )
),

sources as (
    select
        periods.organization_code,
        max_by(periods.organization_name, periods.valid_from) as organization_name,
        max_by(coalesce(periods.parent_code, ''), periods.valid_from) filter (periods.valid_from <= $from::date) as group_code
    from periods
    group by periods.organization_code
),

targets as (
    select
        periods.organization_code,
        max_by(periods.organization_name, periods.valid_from) as organization_name,
        coalesce(
            max_by(coalesce(periods.parent_code, ''), periods.valid_from) filter (periods.valid_from <= $to::date),
            min_by(coalesce(periods.parent_code, ''), periods.valid_from)
        ) as group_code
    from periods
    group by periods.organization_code
)

select
    strftime(wanted.event_on, '%Y-%m-%d') as event_on,
    wanted.event,
    wanted.from_code,
    sources.organization_name as from_name,
    coalesce(wanted.group_before, sources.group_code) as from_group,
    wanted.to_code,
    targets.organization_name as to_name,
    coalesce(wanted.group_after, targets.group_code) as to_group,
    groups.organization_name as to_group_name,
    groups_before.organization_name as from_group_name,
    wanted.legal_basis
from wanted
left join sources on sources.organization_code = wanted.from_code
left join targets on targets.organization_code = wanted.to_code
left join sources as groups on groups.organization_code = coalesce(wanted.group_after, targets.group_code)
left join sources as groups_before on groups_before.organization_code = coalesce(wanted.group_before, sources.group_code)
order by wanted.event_on, wanted.event, to_group, wanted.to_code, wanted.from_code
