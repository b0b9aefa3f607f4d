-- One row per month, organisation and duty type whose statuses do not add up.
-- Đến hạn = đúng hạn + trễ + quá hạn + chưa đến hạn + không rõ.
-- Due = on time + late + overdue + not yet due + unknown.
select month, organization_code, duty_type
from marts.agg_duties_by_month
where due_count <> on_time_count + late_count + overdue_count + not_yet_due_count + unknown_count
