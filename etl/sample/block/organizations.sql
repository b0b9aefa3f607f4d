-- One row per organisation, state, succession and unit: the literal facts of the block committee.
-- A unit is a grassroots organisation followed through all its codes.
create table organization_dates as
    from read_csv(
        getvariable('facts') || '/block/organizations.csv',
        header = true,
        types = {'organization_code': 'varchar', 'established_on': 'date', 'ended_on': 'date', 'shown_from': 'date'}
    );

create table organization_states as
    select
        *,
        lead(valid_from) over (partition by organization_code order by valid_from) as valid_until
    from read_csv(
        getvariable('facts') || '/block/organization-states.csv',
        header = true,
        types = {'organization_code': 'varchar', 'parent_code': 'varchar', 'valid_from': 'date'}
    );

create table successions as
    from read_csv(
        getvariable('facts') || '/block/successions.csv',
        header = true,
        types = {'from_code': 'varchar', 'to_code': 'varchar', 'event_on': 'date'}
    );

create table units as
    from read_csv(
        getvariable('facts') || '/block/units.csv',
        header = true,
        types = {'unit_code': 'varchar', 'started_on': 'date', 'ended_on': 'date'}
    );

create table headcounts as
    from read_csv(
        getvariable('facts') || '/block/headcounts.csv',
        header = true,
        types = {'unit_code': 'varchar', 'counted_on': 'date', 'arrived_on': 'date'}
    );

create table not_delivered as
    select
        *,
        (date_trunc('month', as_of) - interval 1 day)::date as instead_of
    from read_csv(
        getvariable('facts') || '/block/not-delivered.csv',
        header = true,
        types = {'as_of': 'date', 'unit_code': 'varchar'}
    );

-- Which organisation code stands for a code on a day, by its successions, with the code's state then.
create table holders as
    with recursive grassroots as (
        select distinct organization_code
        from organization_states
        where organization_level in ('grassroots_committee', 'grassroots_cell')
    ),

    steps as (
        select
            organization_code as start_code,
            organization_code,
            date '1900-01-01' as valid_from
        from grassroots
        union all
        select
            steps.start_code,
            successions.to_code,
            successions.event_on
        from steps
        inner join successions on successions.from_code = steps.organization_code
        where
            successions.event in ('renamed', 'merged_into', 'handed_over')
            and successions.event_on >= steps.valid_from
    ),

    spells as (
        select
            *,
            lead(valid_from) over (partition by start_code order by valid_from) as valid_until
        from steps
    )

    select
        spells.start_code,
        spells.organization_code,
        organization_states.organization_name,
        organization_states.organization_level,
        organization_states.organization_type,
        organization_states.parent_code,
        case
            when
                organization_states.valid_from = min(organization_states.valid_from) over (
                    partition by spells.start_code, spells.organization_code
                )
                then spells.valid_from
            else greatest(spells.valid_from, organization_states.valid_from)
        end as valid_from,
        least(spells.valid_until, coalesce(organization_states.valid_until, spells.valid_until)) as valid_until
    from spells
    inner join organization_states
        on
            organization_states.organization_code = spells.organization_code
            and organization_states.valid_from < coalesce(spells.valid_until, date '9999-12-31')
            and coalesce(organization_states.valid_until, date '9999-12-31') > spells.valid_from;
