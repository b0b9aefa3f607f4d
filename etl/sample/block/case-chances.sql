-- One row per month, case type and unit that is open then: its share of the month's cases of the type.
-- Shares follow the unit's size, its kind and a liveliness of its own.
create table case_chances as
    with months as (
        select unnest(generate_series(date '2018-11-01', date '2026-10-01', interval 1 month))::date as month
    ),

    open_units as (
        select
            months.month,
            units.unit_code,
            holders.organization_type,
            pow(greatest(member_pools.size, 4), 0.85) * (0.6 + chance('activity', units.unit_code)) as weight
        from months
        inner join units
            on
                coalesce(units.started_on, date '1900-01-01') <= months.month
                and coalesce(units.ended_on, date '9999-12-31') >= last_day(months.month)
        inner join holders
            on
                holders.start_code = units.unit_code
                and months.month >= holders.valid_from
                and months.month < coalesce(holders.valid_until, date '9999-12-31')
        inner join member_pools
            on
                member_pools.unit_code = units.unit_code
                and months.month >= member_pools.pool_from
                and months.month < member_pools.pool_until
    ),

    weighed as (
        select
            open_units.month,
            affinities.case_type,
            open_units.unit_code,
            open_units.organization_type,
            sum(open_units.weight * affinities.weight) over upwards - open_units.weight * affinities.weight as weight_from,
            sum(open_units.weight * affinities.weight) over everywhere as weight_sum
        from open_units
        inner join affinities on affinities.organization_type = open_units.organization_type
        window
            upwards as (
                partition by open_units.month, affinities.case_type order by open_units.unit_code
                rows between unbounded preceding and current row
            ),
            everywhere as (
                partition by open_units.month, affinities.case_type order by open_units.unit_code
                rows between unbounded preceding and unbounded following
            )
    )

    from weighed;
