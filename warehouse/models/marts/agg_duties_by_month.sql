-- One row per month of due date, organisation and duty type.
-- due_count leaves out the waived and those that do not apply; waived_count has both.
select
    cast(date_trunc('month', due_date) as date) as month,
    organization_key,
    organization_code,
    current_organization_code,
    organization_type,
    duty_type,
    count(*) filter (duty_status not in ('waived', 'not_applicable')) as due_count,
    count(*) filter (duty_status = 'on_time') as on_time_count,
    count(*) filter (duty_status = 'late') as late_count,
    count(*) filter (duty_status = 'overdue') as overdue_count,
    count(*) filter (duty_status = 'not_yet_due') as not_yet_due_count,
    count(*) filter (duty_status = 'unknown') as unknown_count,
    count(*) filter (duty_status in ('waived', 'not_applicable')) as waived_count,
from marts.fct_duties
group by all
