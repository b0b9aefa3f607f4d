-- One row per unit: the day whose state the snapshot of as_of shows.
-- Who sent nothing stands as in the snapshot before; '' is the day of everybody else.
create or replace temp table view_days as
    select
        units.unit_code,
        coalesce(not_delivered.instead_of, getvariable('as_of')) as day
    from units
    left join not_delivered
        on not_delivered.unit_code = units.unit_code and not_delivered.as_of = getvariable('as_of')
    union all
    select
        '',
        getvariable('as_of');
