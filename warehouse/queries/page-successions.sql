-- One row per reorganisation that an organisation took part in, with the other organisation's newest name.
-- At most the eight earliest; the other organisation is none when this one ended.
with

successions as (
    select
        event,
        event_on,
        legal_basis,
        from_code = $organization as is_source,
        if(from_code = $organization, to_code, from_code) as other_code
    from meta.successions
    where from_code = $organization or to_code = $organization
),

names as (
    select
        organization_code,
        organization_name
    from marts.dim_organization
    where is_current
)

select
    successions.event,
    strftime(successions.event_on, '%Y-%m-%d') as event_on,
    successions.legal_basis,
    successions.is_source,
    names.organization_name as other_name
from successions
left join names on names.organization_code = successions.other_code
order by successions.event_on, other_name
limit 8
