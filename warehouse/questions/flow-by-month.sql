-- One row per month.
-- Months without any movement.
-- vi: Hồ sơ nhận, xong và tồn qua các tháng | Cộng toàn hệ thống, theo cơ cấu của từng tháng.
-- en: Opened, closed and pending by month | The whole system, as reported.
select
    month,
    sum(opened_count)::bigint as opened_count,
    sum(closed_count)::bigint as closed_count,
    sum(pending_end_count)::bigint as pending_count,
    sum(overdue_end_count)::bigint as overdue_count
from marts.agg_case_flow_by_type
where basis = 'as_reported'
group by month
order by month
