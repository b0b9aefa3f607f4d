-- One row per case of the block's life, with the oddities of a real register.
-- Late arrivals, files that vanish, one that is opened again, people who change their organisation.
create table case_lives as
    from case_courses
    order by case_no;

-- Some files reach the register a month or two late.
update case_lives
set entered_on = received_on + 25 + floor(45 * chance('days late', case_no))::integer
where received_on between date '2020-07-01' and date '2026-08-31' and chance('late', case_no) < 0.012;

-- A few disappear from the register without a closing; one of them comes back.
create temp table lost as
    select
        case_no,
        last_day(received_on + 45) as vanished_on,
        row_number() over (order by chance('lost', case_no)) as turn
    from case_lives
    where
        received_on between date '2020-09-01' and date '2026-06-30'
        and closed_on > last_day(received_on + 45) + 70
        and entered_on = received_on
    qualify turn <= 6;

update case_lives
set
    vanished_on = lost.vanished_on,
    back_on = case when lost.turn = 1 then last_day(lost.vanished_on + 50) end
from lost
where lost.case_no = case_lives.case_no;

-- One file is closed, then opened again.
create temp table reopened as
    select
        case_no,
        last_day(closed_on + 40) + 8 as reopened_on
    from case_lives
    where
        case_type = 'verification'
        and closing = 'concluded'
        and closed_on between date '2022-02-01' and date '2022-09-30'
        and entered_on = received_on
        and vanished_on is null
    order by chance('reopened', case_no)
    limit 1;

update case_lives
set
    early_closed_on = closed_on,
    early_concluded_on = concluded_on,
    reopened_on = reopened.reopened_on,
    examination_until = plus_workdays(reopened.reopened_on, 22),
    verification_until = plus_workdays(reopened.reopened_on, 40),
    appraisal_until = plus_workdays(reopened.reopened_on, 48),
    conclusion_until = plus_workdays(reopened.reopened_on, 55),
    concluded_on = plus_workdays(reopened.reopened_on, 55),
    closed_on = plus_workdays(reopened.reopened_on, 58)
from reopened
where reopened.case_no = case_lives.case_no;

-- People change their organisation while their file is open.
update case_lives
set
    moved_on = plus_workdays(received_on, 8),
    moved_to = (
        select units.unit_code
        from units
        where units.started_on is null and units.ended_on is null and units.unit_code <> case_lives.unit_code
        order by chance('new place ' || units.unit_code, case_lives.case_no)
        limit 1
    )
where
    case_type in ('appraisal_appointment', 'admission_check', 'foreign_element')
    and closed_on > plus_workdays(received_on, 25)
    and chance('moved', case_no) < 0.03;
