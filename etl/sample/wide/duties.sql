-- One row per duty of the wide scales: the calendar's duties, documents, and a few occasions a year.
-- Limited to the years from first_duty_year on.
create table duty_seeds as
    with occasions as (
        select
            duty_calendar.duty_type,
            duty_calendar.scope,
            null::varchar as document_code,
            make_date(years.year::bigint, assigned_month, assigned_day) as assigned_on,
            make_date(years.year::bigint + due_year_later, due_month, due_day) as due_on,
            1.0 as share
        from duty_calendar
        cross join lateral (select unnest(generate_series(first_year, last_year)) as year) as years
        union all
        select
            'document_dissemination',
            scope,
            document_code,
            assigned_on,
            due_on,
            1.0
        from document_plans
        union all
        select
            kinds.duty_type,
            'grassroots',
            null,
            plus_workdays(make_date(years.year, 1, 20), kinds.place * 14),
            plus_workdays(make_date(years.year, 1, 20), kinds.place * 14 + kinds.workdays),
            kinds.share
        from (
            values
                ('approval_before_travel', 1, 12, 0.5), ('report_after_travel', 3, 7, 0.5), ('committee_follow_up', 4, 15, 0.45),
                ('admission_ceremony', 6, 30, 0.7), ('probation_review', 9, 30, 0.7), ('reappointment_notice', 11, 20, 0.4),
                ('violation_handling', 13, 30, 0.05)
        ) as kinds (duty_type, place, workdays, share)
        cross join (select unnest(generate_series(2018, 2026)) as year) as years
    )

    select
        units.unit_code as start_code,
        units.unit_code,
        occasions.duty_type,
        case
            when occasions.document_code is not null then occasions.document_code
            when occasions.duty_type = 'quarterly_review' then '366-QĐ/TW'
            when occasions.duty_type in ('annual_plan', 'education_session', 'named_responsible', 'periodic_report')
                then protection_rule(occasions.assigned_on)
        end as document_code,
        occasions.assigned_on,
        occasions.due_on,
        occasions.duty_type || coalesce(occasions.document_code, '') || occasions.due_on || units.unit_code as draw,
        units.organization_type,
        units.laxity
    from occasions
    inner join units
        on
            case occasions.scope
                when 'committees' then units.is_committee
                when 'all' then true
                when 'grassroots' then true
                else units.organization_type = occasions.scope
            end
    where
        year(occasions.due_on) >= getvariable('first_duty_year')
        and occasions.assigned_on <= getvariable('last_day')
        and chance(
            'has ' || occasions.duty_type || occasions.due_on, units.unit_code
        ) < occasions.share;
