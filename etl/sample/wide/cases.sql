-- One row per case: number and day of receipt are kept, everything else follows from the number.
-- Volumes rise slowly, with the congress and election years above the rest.
create table case_numbers as
    with weighted as (
        select
            day,
            (1 + 0.03 * (year(day) - year(getvariable('first_day'))))
            * case when year(day) in (2020, 2025) and month(day) <= 7 then 1.45 else 1 end
            * case month(day) when 1 then 0.8 when 2 then 0.75 when 12 then 0.85 else 1 end as weight
        from working_days
        where works = 1 and day between getvariable('first_day') and getvariable('last_day')
    ),

    bounded as (
        select
            day,
            round(
                getvariable('case_count') * coalesce(sum(weight) over before_it, 0) / sum(weight) over everything
            )::bigint as above_no,
            round(getvariable('case_count') * sum(weight) over up_to_it / sum(weight) over everything)::bigint as until_no
        from weighted
        window
            before_it as (order by day rows between unbounded preceding and 1 preceding),
            up_to_it as (order by day rows between unbounded preceding and current row),
            everything as (order by day rows between unbounded preceding and unbounded following)
    )

    select
        unnest(generate_series(above_no + 1, until_no)) as case_no,
        day as received_on
    from bounded
    order by case_no;

-- A drawing pot: each unit has tickets by its size.
create table unit_tickets as
    with bounded as (
        select
            unit_code,
            organization_type,
            member_count,
            round(
                262144 * coalesce(sum(pow(weight, 0.9)) over before_it, 0) / sum(pow(weight, 0.9)) over everything
            )::integer as above_no,
            round(262144 * sum(pow(weight, 0.9)) over up_to_it / sum(pow(weight, 0.9)) over everything)::integer as until_no
        from units
        window
            before_it as (order by unit_no rows between unbounded preceding and 1 preceding),
            up_to_it as (order by unit_no rows between unbounded preceding and current row),
            everything as (order by unit_no rows between unbounded preceding and unbounded following)
    )

    select
        unnest(generate_series(above_no, until_no - 1))::integer as ticket_no,
        unit_code,
        organization_type,
        member_count
    from bounded;

set variable case_type_tickets = (
    select list(case_type order by case_type, ticket)
    from (
        values
            ('appraisal_planning', 34), ('appraisal_appointment', 22), ('appraisal_reappointment', 16),
            ('appraisal_committee', 20), ('appraisal_election', 6), ('appraisal_training', 12), ('appraisal_key_post', 8),
            ('admission_check', 34), ('record_check', 32), ('verification', 6), ('foreign_element', 6),
            ('travel_abroad', 20), ('petition', 4)
    ) as volumes (case_type, tickets)
    cross join lateral (select unnest(range(tickets)) as ticket) as drawn
);

create view case_seeds as
    with drawn as (
        select
            case_no,
            received_on,
            floor(262144 * chance('unit', case_no))::integer as ticket_no,
            list_extract(
                getvariable('case_type_tickets'),
                1 + floor(len(getvariable('case_type_tickets')) * chance('type', case_no))::integer
            ) as case_type
        from case_numbers
    )

    select
        drawn.case_no,
        'HS' || year(drawn.received_on) || '-' || lpad(drawn.case_no::varchar, 8, '0') as case_code,
        unit_tickets.unit_code,
        unit_tickets.organization_type,
        drawn.case_type,
        drawn.received_on,
        case
            when drawn.case_type not in ('admission_check', 'petition') and chance('about a member', drawn.case_no) < 0.92
                then
                    unit_tickets.unit_code
                    || lpad((1 + floor(unit_tickets.member_count * chance('member', drawn.case_no)))::integer::varchar, 5, '0')
        end as member_code,
        drawn.case_type in ('verification', 'petition') and chance('upper', drawn.case_no) < 0.3 as is_at_upper
    from drawn
    inner join unit_tickets on unit_tickets.ticket_no = drawn.ticket_no;
