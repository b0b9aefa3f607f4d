-- One row per organisation above the cells and span of unchanged attributes: who can get duties.
-- A body is led by its first unit, whose laxity and deliveries it shares.
create table bodies as
    select
        organization_states.organization_code,
        organization_states.organization_level,
        organization_states.organization_type,
        organization_states.valid_from,
        coalesce(organization_states.valid_until, date '9999-12-31') as valid_until,
        organization_dates.shown_from,
        greatest(
            organization_dates.shown_from,
            coalesce(organization_dates.established_on, organization_dates.shown_from)
        ) as started_on,
        organization_dates.established_on,
        coalesce(organization_dates.ended_on, date '9999-12-31') as ended_on,
        coalesce(leads.unit_code, '') as unit_code,
        coalesce(leads.laxity, 0) as laxity
    from organization_states
    inner join organization_dates on organization_dates.organization_code = organization_states.organization_code
    left join (
        select
            holders.organization_code,
            min(units.unit_code) as unit_code,
            arg_min(units.laxity, units.unit_code) as laxity
        from holders
        inner join units on units.unit_code = holders.start_code
        group by holders.organization_code
    ) as leads on leads.organization_code = organization_states.organization_code
    where organization_states.organization_level <> 'province_committee';
