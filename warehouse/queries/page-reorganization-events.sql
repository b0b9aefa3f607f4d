-- One row per reorganisation after $from up to $to, the earliest first: successions, and grassroots organisations that a
-- snapshot first shows below another one (event moved). from_*: as just before; to_*: by the end of that month.
with

below as (
    select organization_code
    from marts.dim_organization_subtree
    where basis = 'as_reported' and ancestor_code = $root
),

periods as (
    select
        organization_code,
        organization_name,
        organization_level,
        parent_code,
        valid_from,
        if(row_number() over by_time = 1, '-infinity'::date, valid_from) as known_from,
        lead(valid_from, 1, 'infinity'::date) over by_time as known_until,
        lag(parent_code) over by_time as parent_before
    from marts.dim_organization
    window by_time as (partition by organization_code order by valid_from)
),

events as (
    select from_code, to_code, event, event_on, legal_basis
    from meta.successions
    union all
    select organization_code, organization_code, 'moved', valid_from, null
    from periods
    where known_from = valid_from
        and parent_code is distinct from parent_before
        and organization_level in ('grassroots_committee', 'grassroots_cell')
),

wanted as (
    select *, last_day(event_on) as month_end, $to::date as end_on
    from events
    where event_on > $from::date
        and event_on <= $to::date
        and (
            $root is null
            or from_code in (select organization_code from below)
            or to_code in (select organization_code from below)
        )
)

select
    strftime(wanted.event_on, '%Y-%m-%d') as event_on,
    wanted.event,
    wanted.from_code,
    sources.organization_name as from_name,
    groups_before.organization_name as from_group_name,
    wanted.to_code,
    targets.organization_name as to_name,
    targets.parent_code as to_group,
    groups_after.organization_name as to_group_name,
    if(wanted.to_code is null, null, coalesce(at_end.parent_code, '')) as end_group,
    wanted.legal_basis
from wanted
left join periods as sources
    on sources.organization_code = wanted.from_code
    and wanted.event_on > sources.known_from
    and wanted.event_on <= sources.known_until
left join periods as groups_before
    on groups_before.organization_code = sources.parent_code
    and wanted.event_on > groups_before.known_from
    and wanted.event_on <= groups_before.known_until
left join periods as targets
    on targets.organization_code = wanted.to_code
    and wanted.month_end >= targets.known_from
    and wanted.month_end < targets.known_until
left join periods as groups_after
    on groups_after.organization_code = targets.parent_code
    and wanted.month_end >= groups_after.known_from
    and wanted.month_end < groups_after.known_until
left join periods as at_end
    on at_end.organization_code = wanted.to_code
    and wanted.end_on >= at_end.known_from
    and wanted.end_on < at_end.known_until
order by wanted.event_on, wanted.event, to_group, wanted.to_code, wanted.from_code
