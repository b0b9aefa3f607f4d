-- One row per nothing: the arithmetic that every scale shares.
-- Chance is a hash of the seed, a label and a key, so that the same seed gives the same bytes in any order of work.
-- DuckDB combines several hashed values by a plain exclusive-or, which leaves two labels correlated: hence twice.
create macro chance(label, k) as (hash(hash(getvariable('seed'), label, k)) >> 12)::double / 4503599627370496.0;

create macro bell(label, k) as
    sqrt(-2 * ln(greatest(chance(label || '/r', k), 1e-9))) * cos(2 * pi() * chance(label || '/a', k));

-- Working days are looked up in two lists: how many passed up to a day, and which day the n-th is.
create table working_days as
    with days as (
        select unnest(generate_series(date '2015-01-01', date '2029-12-31', interval 1 day))::date as day
    ),

    exceptions as (
        select
            cast("date" as date) as day,
            kind
        from read_csv(getvariable('calendar_files'), header = true, all_varchar = true)
    ),

    marked as (
        select
            days.day,
            case
                when exceptions.kind = 'makeup' then 1
                when exceptions.kind = 'holiday' then 0
                when isodow(days.day) >= 6 then 0
                else 1
            end as works
        from days
        left join exceptions on exceptions.day = days.day
    )

    select
        day,
        works,
        sum(works) over (order by day)::integer as passed
    from marked;

set variable day_number = (select list(passed order by day) from working_days);

set variable nth_day = (select list(day order by day) from working_days where works = 1);

create macro passed(d) as list_extract(getvariable('day_number'), (d - date '2015-01-01')::integer + 1);

create macro plus_workdays(d, n) as list_extract(getvariable('nth_day'), passed(d) + (n)::integer);

create macro workdays_between(a, b) as passed(b) - passed(a);

-- The regulation on internal political protection in force on a day, and its guide.
create macro protection_rule(d) as
    case
        when d >= date '2025-09-04' then '367-QĐ/TW'
        when d >= date '2022-02-08' then '58-QĐ/TW'
        else '126-QĐ/TW'
    end;

create macro protection_guide(d) as
    case
        when d >= date '2025-11-12' then '05-HD/BTCTW'
        when d >= date '2022-08-05' then '01-HD/BTCTW'
        when d >= date '2019-09-12' then '19-HD/BTCTW'
    end;
