-- One row per duty that something brings about: a trip, an admission, a term of office, a matter found true.
-- Belongs to the unit's first code; who stands for it on the due day is a matter of the snapshot.
create view occasional_duties as
    with trips as (
        select
            *,
            plus_workdays(closed_on, 3 + floor(20 * chance('departure', case_no))::integer) as left_on,
            plus_workdays(
                closed_on,
                3 + floor(20 * chance('departure', case_no))::integer + 4 + floor(12 * chance('stay', case_no))::integer
            ) as returned_on
        from case_lives
        where case_type = 'travel_abroad' and closing = 'concluded' and not is_at_upper
    )

    select unit_code as start_code, unit_code, 'approval_before_travel' as duty_type,
        protection_guide(received_on) as document_code, received_on as assigned_on, left_on as due_on,
        case_no::varchar as occasion
    from trips
    union all
    select unit_code, unit_code, 'report_after_travel', protection_guide(returned_on),
        returned_on, plus_workdays(returned_on, 7), case_no::varchar
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
        and chance('handled', case_no) < 0.2;
