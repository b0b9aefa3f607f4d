-- One row per duty that an organisation ever gets: which, from what document, since when, until when.
-- Dated by the calendar of duties, by documents, and by what happens: foundations, trips, admissions, terms of office.
create table duty_seeds as
    with calendar as (
        select
            duty_calendar.duty_type,
            duty_calendar.scope,
            null::varchar as document_code,
            make_date(years.year::bigint, assigned_month, assigned_day) as assigned_on,
            make_date(years.year::bigint + due_year_later, due_month, due_day) as due_on
        from duty_calendar
        cross join lateral (select unnest(generate_series(first_year, last_year)) as year) as years
        union all
        select
            'document_dissemination',
            scope,
            document_code,
            assigned_on,
            due_on
        from document_plans
    ),

    by_calendar as (
        select
            bodies.organization_code as start_code,
            bodies.unit_code,
            calendar.duty_type,
            calendar.document_code,
            calendar.assigned_on,
            calendar.due_on,
            calendar.duty_type || coalesce(calendar.document_code, '') || calendar.due_on as occasion
        from calendar
        inner join bodies
            on
                calendar.assigned_on >= bodies.valid_from
                and calendar.assigned_on < bodies.valid_until
                and calendar.assigned_on between bodies.started_on and bodies.ended_on
        where
            case calendar.scope
                when 'all' then true
                when 'grassroots' then bodies.organization_level <> 'upper_committee'
                when 'committees' then bodies.organization_level = 'grassroots_committee'
                else bodies.organization_type = calendar.scope
            end
    ),

    by_foundation as (
        select
            organization_code as start_code,
            unit_code,
            'named_responsible' as duty_type,
            null::varchar as document_code,
            established_on + 3 as assigned_on,
            plus_workdays(established_on, 25) as due_on,
            'founded' as occasion
        from bodies
        where
            organization_level <> 'upper_committee'
            and established_on >= date '2019-03-01'
            and valid_from = shown_from
            and established_on <> date '2025-02-13'
    ),

    everything as (
        select * from by_calendar
        union all
        select * from by_foundation
        union all
        select * from occasional_duties
    )

    select
        everything.start_code,
        everything.unit_code,
        everything.duty_type,
        case
            when everything.document_code is not null then everything.document_code
            when everything.duty_type = 'quarterly_review' then '366-QĐ/TW'
            when everything.duty_type = 'annual_review'
                then
                    case
                        when everything.assigned_on >= date '2025-08-30' then '366-QĐ/TW'
                        when everything.assigned_on >= date '2023-10-04' then '124-QĐ/TW'
                        else '132-QĐ/TW'
                    end
            when everything.duty_type in ('annual_plan', 'education_session', 'named_responsible', 'periodic_report')
                then protection_rule(everything.assigned_on)
        end as document_code,
        everything.assigned_on,
        everything.due_on,
        everything.duty_type || everything.occasion || everything.start_code as draw,
        holders.organization_type,
        coalesce(units.laxity, 0) as laxity
    from everything
    left join holders
        on
            holders.start_code = everything.start_code
            and everything.assigned_on >= holders.valid_from
            and everything.assigned_on < coalesce(holders.valid_until, date '9999-12-31')
    left join units on units.unit_code = everything.unit_code
    where
        everything.assigned_on between date '2019-01-01' and date '2026-10-31'
        and everything.assigned_on >= coalesce(units.started_on, date '1900-01-01')
        and everything.due_on <= coalesce(units.ended_on, date '9999-12-31');
