-- One row per member: as many places as the scale has members, some of them taken over by somebody new.
-- Whoever leaves is followed on the same day, so that the total is the same at every snapshot.
create view member_lives as
    with places as (
        select
            unit_code,
            member_count,
            unnest(generate_series(1, member_count)) as serial
        from units
    ),

    turned as (
        select
            unit_code,
            member_count,
            serial,
            unit_code || lpad(serial::varchar, 5, '0') as place,
            case
                when chance('replaced', unit_code || serial) < 0.05
                    then getvariable('last_day') - floor(540 * chance('replaced on', unit_code || serial))::integer
            end as replaced_on
        from places
    ),

    persons as (
        select
            unit_code,
            serial,
            place as member_code,
            date '1900-01-01' as joined_on,
            replaced_on as left_on,
            date '2024-12-31' - floor(12400 * pow(chance('admitted', place), 1.2))::integer as admitted_on
        from turned
        union all
        select
            unit_code,
            serial,
            unit_code || lpad((serial + 50000)::varchar, 5, '0'),
            replaced_on,
            null,
            case
                when chance('new', place) < 0.7 then replaced_on
                else replaced_on - 400 - floor(9000 * chance('earlier', place))::integer
            end
        from turned
        where replaced_on is not null
    )

    select
        *,
        (admitted_on + interval 12 month)::date + 15 + floor(40 * chance('official', member_code))::integer as official_on,
        case when chance('exempt', member_code) < 0.45 then (admitted_on + interval 29 year)::date end as exempt_from,
        case
            when chance('suspended', member_code) < 0.015
                then date '2022-01-01' + floor(1800 * chance('suspension', member_code))::integer
        end as suspended_from
    from persons;
