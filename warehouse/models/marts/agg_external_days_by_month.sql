-- One row per month, organisation and case type with cases closed in the month or pending at its end.
-- Working days that letters to other bodies were out, and working days in all; an open letter counts to the month's end.
with parts as (
    select
        pending.month,
        pending.organization_code,
        pending.case_type,
        0 as external_workdays_closed,
        0 as total_workdays_closed,
        pending.external_workdays as external_workdays_pending,
        pending.total_workdays as total_workdays_pending,
    from int_pending_months as pending

    union all

    select
        months.month,
        events.organization_code,
        events.case_type,
        case
            when cases.external_sent_on <= months.period_end
                then greatest(0, coalesce(answered.workday_no, months.workday_no) - sent.workday_no)
            else 0
        end,
        closed.workday_no - cases.received_workday_no,
        0,
        0,
    from int_case_events as events
    inner join int_cases as cases on cases.case_no = events.case_no
    inner join int_months as months on months.month = date_trunc('month', events.event_on)
    inner join int_workdays as closed on closed.day = cases.closed_on
    left join int_workdays as sent on sent.day = cases.external_sent_on
    left join int_workdays as answered
        on answered.day = cases.external_answered_on
        and answered.day <= months.period_end
    where events.event = 'closed'
),

summed as (
    select
        month,
        organization_code,
        case_type,
        cast(sum(external_workdays_closed) as bigint) as external_workdays_closed,
        cast(sum(total_workdays_closed) as bigint) as total_workdays_closed,
        cast(sum(external_workdays_pending) as bigint) as external_workdays_pending,
        cast(sum(total_workdays_pending) as bigint) as total_workdays_pending,
    from parts
    group by month, organization_code, case_type
    having external_workdays_closed + total_workdays_closed + external_workdays_pending + total_workdays_pending > 0
)

select
    summed.month,
    organizations.organization_key,
    summed.organization_code,
    codes.current_organization_code,
    organizations.organization_type,
    summed.case_type,
    summed.external_workdays_closed,
    summed.total_workdays_closed,
    summed.external_workdays_pending,
    summed.total_workdays_pending,
from summed
inner join int_months as months on months.month = summed.month
inner join int_organization_at as organizations
    on organizations.as_of = months.structure_as_of
    and organizations.organization_code = summed.organization_code
inner join int_current_codes as codes on codes.organization_code = summed.organization_code
