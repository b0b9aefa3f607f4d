-- One row per upper committee and unit, by arithmetic on the scale's sizes.
-- Nothing merges or ends here: these scales are about volume.
create table uppers as
    with numbered as (
        select
            i::integer as upper_no,
            (1 + i * getvariable('province_count') // getvariable('upper_count'))::integer as province_no
        from range(getvariable('upper_count')) as numbers (i)
    )

    select
        upper_no,
        province_no,
        lpad(province_no::varchar, 2, '0') as province_code,
        lpad(province_no::varchar, 2, '0')
        || lpad((row_number() over (partition by province_no order by upper_no))::varchar, 3, '0') as upper_code
    from numbered;

create table sized_units as
    with numbered as (
        select
            i::integer as unit_no,
            (i * getvariable('upper_count') // getvariable('unit_count'))::integer as upper_no,
            chance('committee', i) < 0.45 as is_committee,
            exp(0.7 * bell('size', i)) * case when chance('committee', i) < 0.45 then 5 else 1 end as weight
        from range(getvariable('unit_count')) as numbers (i)
    ),

    shared_out as (
        select
            *,
            weight / sum(weight) over everything * (getvariable('member_count') - 5 * getvariable('unit_count')) as member_share,
            is_committee::integer * weight / sum(is_committee::integer * weight) over everything
            * (getvariable('cell_count') - 2 * sum(is_committee::integer) over everything) as cell_share
        from numbered
        window everything as (order by unit_no rows between unbounded preceding and unbounded following)
    ),

    -- What the floors leave over goes to the first ones, so that the totals are exact.
    rounded as (
        select
            *,
            getvariable('member_count') - sum(5 + floor(member_share)) over () as members_left,
            getvariable('cell_count') - sum(is_committee::integer * (2 + floor(cell_share))) over () as cells_left,
            row_number() over (order by is_committee desc, unit_no) as place
        from shared_out
    )

    select
        unit_no,
        upper_no,
        is_committee,
        (5 + floor(member_share) + (place <= members_left)::integer)::integer as member_count,
        case
            when is_committee then (2 + floor(cell_share) + (place <= cells_left)::integer)::integer
            else 0
        end as cell_count,
        weight
    from rounded
    order by unit_no;

create table units as
    with kinds as (
        select
            [
                'agency', 'agency', 'agency', 'public_service_unit', 'public_service_unit', 'public_service_unit',
                'other', 'other', 'other', 'other', 'state_owned_enterprise', 'state_controlled_enterprise',
                'state_minority_enterprise', 'private_enterprise', 'private_enterprise', 'private_enterprise'
            ] as list
    )

    select
        sized_units.unit_no,
        uppers.upper_code || lpad(
            (row_number() over (partition by sized_units.upper_no order by sized_units.unit_no))::varchar, 3, '0'
        ) as unit_code,
        uppers.upper_code,
        kinds.list[1 + floor(16 * chance('kind', sized_units.unit_no))::integer] as organization_type,
        sized_units.is_committee,
        sized_units.member_count,
        sized_units.cell_count,
        sized_units.weight,
        null::date as started_on,
        null::date as ended_on,
        0.8 + 0.4 * chance('unit pace', sized_units.unit_no) as pace,
        case
            when chance('lax', sized_units.unit_no) < 0.05 then 0.25
            else 0.05 * chance('laxity', sized_units.unit_no)
        end as laxity
    from sized_units
    inner join uppers on uppers.upper_no = sized_units.upper_no
    cross join kinds
    order by sized_units.unit_no;
