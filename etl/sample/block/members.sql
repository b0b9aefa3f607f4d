-- One row per member, from the register's first month or the day of joining to the day of leaving.
-- Serials run through a unit's whole life: whoever joined first leaves first.
create table member_lives as
    with joining as (
        select
            unit_code,
            started_on,
            counted_on,
            counted_before,
            members_before,
            arrived_on,
            unnest(
                generate_series(
                    lag(gone_before + members, 1, 0) over (partition by unit_code order by counted_on) + 1,
                    gone_before + members
                )
            )::integer as serial
        from unit_counts
    ),

    leaving as (
        select
            unit_code,
            ended_on,
            members_next,
            counted_on,
            counted_next,
            unnest(generate_series(gone_before + 1, gone_before + left_count))::integer as serial
        from unit_counts
    ),

    dated as (
        select
            joining.unit_code,
            joining.serial,
            joining.unit_code || lpad(joining.serial::varchar, 4, '0') as member_code,
            joining.counted_before is null as is_founder,
            case
                when joining.counted_before is null then date '2018-01-01'
                when joining.started_on > joining.counted_before then joining.started_on
                when joining.arrived_on is not null and chance('arrival', joining.unit_code || joining.serial) < 0.94
                    then joining.arrived_on
                else
                    joining.counted_before + 1
                    + floor(
                        chance('joining', joining.unit_code || joining.serial) * (joining.counted_on - joining.counted_before)
                    )::integer
            end as joined_on,
            case
                when leaving.members_next = 0 then leaving.ended_on + 1
                else
                    leaving.counted_on + 1
                    + floor(
                        chance('left', joining.unit_code || joining.serial) * (leaving.counted_next - leaving.counted_on)
                    )::integer
            end as left_on,
            joining.arrived_on is not null or coalesce(joining.started_on > joining.counted_before, false) as came_with_unit
        from joining
        left join leaving on leaving.unit_code = joining.unit_code and leaving.serial = joining.serial
    ),

    admitted as (
        select
            *,
            case
                when not is_founder and not came_with_unit and chance('new', member_code) < 0.68 then joined_on
                when is_founder then date '2019-03-25' - floor(12400 * pow(chance('admitted', member_code), 1.2))::integer
                else joined_on - 400 - floor(12400 * pow(chance('admitted', member_code), 1.2))::integer
            end as admitted_on
        from dated
    )

    select
        unit_code,
        serial,
        member_code,
        joined_on,
        left_on,
        admitted_on,
        (admitted_on + interval 12 month)::date + 15 + floor(40 * chance('official', member_code))::integer as official_on,
        case
            when chance('exempt', member_code) < 0.45 then (admitted_on + interval 29 year)::date
        end as exempt_from,
        case
            when chance('suspended', member_code) < 0.015
                then greatest(joined_on, date '2019-06-01') + floor(1500 * chance('suspension', member_code))::integer
        end as suspended_from
    from admitted
    order by unit_code, serial;
