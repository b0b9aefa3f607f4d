-- One row per month of due date and duty type about persons with any duty due: all organisations, as reported.
-- Months that are not over on $as_of have none: what is hidden of their few duties would stay hidden for ever.
-- judged_count is what a compliance rate is taken of: on time, late and overdue.
select
    month as period,
    duty_type as code,
    sum(due_count)::bigint as due_count,
    sum(on_time_count + late_count + overdue_count)::bigint as judged_count,
    sum(on_time_count)::bigint as on_time_count,
    sum(overdue_count)::bigint as overdue_count,
from marts.agg_duties_by_type
where basis = 'as_reported' and list_contains($codes, duty_type) and last_day(month) <= $as_of::date
group by month, duty_type
