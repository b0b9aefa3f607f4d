-- One row per unit: the day whose state the snapshot of as_of shows, and its number among working days.
-- Who sent nothing stands as in the snapshot before; '' is the day of everybody else.
create or replace temp table view_days as
    with days as (
        select
            units.unit_code,
            coalesce(not_delivered.instead_of, getvariable('as_of')) as day
        from units
        left join not_delivered
            on not_delivered.unit_code = units.unit_code and not_delivered.as_of = getvariable('as_of')
        union all
        select
            '',
            getvariable('as_of')
    )

    select
        days.unit_code,
        days.day,
        working_days.passed as day_no
    from days
    inner join working_days on working_days.day = days.day;
