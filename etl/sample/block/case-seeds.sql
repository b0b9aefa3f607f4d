-- One row per case that ever comes in: what kind, where, when, about whom.
-- Volumes per month and type are literal; the organisation is drawn by its size and kind.
create table case_seeds as
    with months as (
        select unnest(generate_series(date '2018-11-01', date '2026-10-01', interval 1 month))::date as month
    ),

    planned as (
        select
            months.month,
            case_types.case_type,
            case_types.is_batch,
            case_types.member_share,
            floor(
                case_volumes.per_month * case_types.seasons[month(months.month)]
                * case
                    when months.month < date '2020-07-01' then 1
                    else 0.84 + 0.32 * chance('volume ' || case_types.case_type, months.month)
                end
                + chance('rounding ' || case_types.case_type, months.month)
            )::integer as case_count
        from months
        inner join read_csv(getvariable('facts') || '/block/case-volumes.csv', header = true) as case_volumes
            on months.month between case_volumes.month_from and case_volumes.month_until
        inner join case_types on case_types.case_type = case_volumes.case_type
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

    chances as (
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
    ),

    numbered as (
        select
            planned.month,
            planned.case_type,
            planned.is_batch,
            planned.member_share,
            unnest(generate_series(1, planned.case_count)) as n
        from planned
    ),

    drawn as (
        select
            *,
            case_type || month || '/' || n as draw
        from numbered
    ),

    aimed as (
        select
            drawn.*,
            totals.weight_sum * chance('unit', drawn.draw) as aim
        from drawn
        inner join (select distinct month, case_type, weight_sum from chances) as totals
            on totals.month = drawn.month and totals.case_type = drawn.case_type
    ),

    placed as (
        select
            aimed.*,
            chances.unit_code,
            chances.organization_type,
            plus_workdays(
                aimed.month - 1,
                1 + floor(
                    workdays_between(aimed.month - 1, last_day(aimed.month))
                    * case
                        when aimed.is_batch
                            then
                                chance(
                                    'batch ' || chances.unit_code,
                                    aimed.case_type || aimed.month || (chance('wave', aimed.draw) < 0.25)
                                )
                        else chance('day', aimed.draw)
                    end
                )
            ) as received_on
        from aimed
        asof inner join chances
            on
                chances.month = aimed.month
                and chances.case_type = aimed.case_type
                and chances.weight_from <= aimed.aim
    ),

    ranked as (
        select
            *,
            row_number() over (order by received_on, draw) as case_no,
            row_number() over (
                partition by
                    unit_code,
                    case_type in (
                        'appraisal_planning', 'appraisal_appointment', 'appraisal_reappointment', 'appraisal_committee'
                    )
                order by received_on, draw
            ) as turn
        from placed
    )

    -- Appraisals go round a unit's members; other files are about anybody.
    select
        ranked.case_no,
        'HS' || year(ranked.received_on) || '-' || lpad(ranked.case_no::varchar, 6, '0') as case_code,
        ranked.unit_code,
        ranked.organization_type,
        ranked.case_type,
        ranked.received_on,
        case
            when member_pools.pool_size > 0 and chance('about a member', ranked.draw) < ranked.member_share
                then
                    ranked.unit_code || lpad(
                        (
                            member_pools.before_first + 1
                            + case
                                when ranked.case_type like 'appraisal%' and chance('any member', ranked.draw) < 0.92
                                    then ranked.turn % member_pools.pool_size
                                else floor(chance('member', ranked.draw) * member_pools.pool_size)::integer
                            end
                        )::varchar,
                        4,
                        '0'
                    )
        end as member_code,
        case
            when ranked.case_type in ('verification', 'petition') then chance('upper', ranked.draw) < 0.4
            when ranked.case_type in ('foreign_element', 'appraisal_key_post') then chance('upper', ranked.draw) < 0.15
            else false
        end as is_at_upper
    from ranked
    inner join member_pools
        on
            member_pools.unit_code = ranked.unit_code
            and ranked.received_on >= member_pools.pool_from
            and ranked.received_on < member_pools.pool_until
    order by ranked.case_no;
