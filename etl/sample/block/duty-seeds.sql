-- One row per duty that an organisation ever gets: which, from what document, since when, until when.
-- Dated by the calendar of duties, by documents, and by what happens: foundations, trips, admissions, terms of office.
create table bodies as
    select
        organization_states.organization_code,
        organization_states.organization_level,
        organization_states.organization_type,
        organization_states.valid_from,
        coalesce(organization_states.valid_until, date '9999-12-31') as valid_until,
        organization_dates.shown_from,
        greatest(organization_dates.shown_from, coalesce(organization_dates.established_on, organization_dates.shown_from)) as started_on,
        organization_dates.established_on,
        coalesce(organization_dates.ended_on, date '9999-12-31') as ended_on,
        coalesce(leads.unit_code, '') as unit_code,
        coalesce(leads.laxity, 0) as laxity
    from organization_states
    inner join organization_dates on organization_dates.organization_code = organization_states.organization_code
    left join (
        select
            holders.organization_code,
            min(units.unit_code) as unit_code,
            arg_min(units.laxity, units.unit_code) as laxity
        from holders
        inner join units on units.unit_code = holders.start_code
        group by holders.organization_code
    ) as leads on leads.organization_code = organization_states.organization_code
    where organization_states.organization_level <> 'province_committee';

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

    trips as (
        select
            *,
            plus_workdays(closed_on, 3 + floor(20 * chance('departure', case_no))::integer) as left_on,
            plus_workdays(
                closed_on,
                3 + floor(20 * chance('departure', case_no))::integer + 4 + floor(12 * chance('stay', case_no))::integer
            ) as returned_on
        from case_lives
        where case_type = 'travel_abroad' and closing = 'concluded' and not is_at_upper
    ),

    by_event as (
        select unit_code as start_code, unit_code, 'approval_before_travel' as duty_type,
            protection_guide(received_on) as document_code, received_on as assigned_on, left_on as due_on, case_no::varchar as occasion
        from trips
        union all
        select unit_code, unit_code, 'report_after_travel', protection_guide(returned_on), returned_on, plus_workdays(returned_on, 7), case_no::varchar
        from trips
        union all
        select unit_code, unit_code, 'committee_follow_up', protection_guide(returned_on),
            plus_workdays(returned_on, 7), plus_workdays(returned_on, 22), case_no::varchar
        from trips
        union all
        select unit_code, unit_code, 'admission_ceremony',
            case when closed_on >= date '2025-07-01' then '294-QĐ/TW' when closed_on >= date '2021-07-30' then '24-QĐ/TW' end,
            plus_workdays(closed_on, 8), plus_workdays(closed_on, 38), case_no::varchar
        from case_lives
        where case_type = 'admission_check' and closing = 'concluded' and chance('admitted', case_no) < 0.9
        union all
        select unit_code, unit_code, 'reappointment_notice',
            case when received_on >= date '2025-10-08' then '377-QĐ/TW' end,
            received_on - 20, plus_workdays(received_on, 5), case_no::varchar
        from case_lives
        where case_type = 'appraisal_reappointment'
        union all
        select unit_code, unit_code, 'probation_review',
            case when admitted_on >= date '2024-07-01' then '294-QĐ/TW' when admitted_on >= date '2020-07-30' then '24-QĐ/TW' end,
            (admitted_on + interval 12 month)::date, plus_workdays((admitted_on + interval 12 month)::date, 30), member_code
        from member_lives
        where
            admitted_on >= date '2018-03-01'
            and joined_on <= (admitted_on + interval 12 month)::date
            and coalesce(left_on, date '9999-12-31') > (admitted_on + interval 12 month)::date
        union all
        select unit_code, unit_code, 'violation_handling', null, closed_on, plus_workdays(closed_on, 30), case_no::varchar
        from case_lives
        where
            case_type in ('verification', 'petition')
            and closing = 'concluded'
            and chance('handled', case_no) < 0.2
    ),

    everything as (
        select * from by_calendar
        union all
        select * from by_foundation
        union all
        select * from by_event
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
