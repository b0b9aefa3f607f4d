-- One row per case ever accepted: its newest row, with its due date and the day it vanished.
-- Vanished: not in the newest snapshot; dated by the first snapshot of the unbroken absence.
with present as not materialized (
    select * from store.hist_cases where valid_to is null
),

absent as (
    select history.*
    from store.hist_cases as history
    anti join present using (case_code)
    where history.valid_to is not null
    qualify row_number() over (partition by history.case_code order by history.valid_from desc) = 1
),

newest as (
    select * from present
    union all
    select * from absent
),

numbered as (
    select
        cast(row_number() over () as integer) as case_no,
        newest.*,
        received.workday_no as received_workday_no,
    from newest
    inner join int_workdays as received on received.day = newest.received_on
),

limited as (
    select
        numbered.*,
        coalesce(
            numbered.due_on,
            case when limits.workdays = 0 then numbered.received_on else due.day end
        ) as due_date,
    from numbered
    left join reference.time_limits as limits
        on limits.case_type = numbered.case_type
        and numbered.received_on between limits.valid_from and limits.valid_to
    left join int_workdays as due
        on due.is_workday
        and due.workday_no = numbered.received_workday_no + limits.workdays
)

select
    case_no,
    case_code,
    organization_code,
    member_key,
    case_type,
    stage,
    received_on,
    received_workday_no,
    due_date,
    external_sent_on,
    external_answered_on,
    coalesce(paused_workdays, 0) as paused_workdays,
    coalesce(return_count, 0) as return_count,
    concluded_on,
    decision_on,
    closed_on,
    closing,
    valid_to as vanished_on,
    least(coalesce(closed_on, date 'infinity'), coalesce(valid_to, date 'infinity')) as pending_until,
from limited
