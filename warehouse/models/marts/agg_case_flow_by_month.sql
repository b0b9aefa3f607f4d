-- One row per month, organisation and case type with anything opened, closed, moved, vanished or pending.
-- Stocks come from the backlog table, flows from the events: the identity between them is a check, not a construction.
with flows as (
    select
        cast(date_trunc('month', events.event_on) as date) as month,
        events.organization_code,
        events.case_type,
        count(*) filter (events.event = 'opened') as opened_count,
        count(*) filter (events.event = 'closed') as closed_count,
        count(*) filter (events.event = 'transferred_in') as transferred_in_count,
        count(*) filter (events.event = 'transferred_out') as transferred_out_count,
        count(*) filter (events.event = 'transferred_in' and events.is_within) as transferred_in_within_count,
        count(*) filter (events.event = 'transferred_out' and events.is_within) as transferred_out_within_count,
        count(*) filter (events.event = 'vanished') as vanished_count,
        count(*) filter (events.event = 'closed' and cases.closed_on <= cases.due_date) as closed_on_time_count,
        count(*) filter (events.event = 'closed' and cases.due_date is not null) as closed_with_due_count,
        count(*) filter (events.event = 'closed' and cases.return_count = 0) as first_pass_count,
    from int_case_events as events
    inner join int_cases as cases on cases.case_no = events.case_no
    group by all
),

ends as (
    select
        month,
        organization_code,
        case_type,
        cast(sum(pending_count) as bigint) as pending_end_count,
        cast(sum(overdue_count) as bigint) as overdue_end_count,
    from marts.agg_backlog_by_month
    group by month, organization_code, case_type
),

starts as (
    select
        cast(month + interval 1 month as date) as month,
        organization_code,
        case_type,
        pending_end_count as pending_start_count,
    from ends
    where month <> (select month from int_months where is_newest)
),

summed as (
    select
        month,
        organization_code,
        case_type,
        coalesce(columns('_count$'), 0),
    from flows
    full join ends using (month, organization_code, case_type)
    full join starts using (month, organization_code, case_type)
)

select
    summed.month,
    organizations.organization_key,
    summed.organization_code,
    codes.current_organization_code,
    organizations.organization_type,
    summed.case_type,
    summed.opened_count,
    summed.closed_count,
    summed.transferred_in_count,
    summed.transferred_out_count,
    summed.transferred_in_within_count,
    summed.transferred_out_within_count,
    summed.vanished_count,
    summed.pending_start_count,
    summed.pending_end_count,
    summed.overdue_end_count,
    summed.closed_on_time_count,
    summed.closed_with_due_count,
    summed.first_pass_count,
from summed
inner join int_months as months on months.month = summed.month
inner join int_organization_at as organizations
    on organizations.as_of = months.structure_as_of
    and organizations.organization_code = summed.organization_code
inner join int_current_codes as codes on codes.organization_code = summed.organization_code
