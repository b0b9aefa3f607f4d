-- One row per target of a metric in force on a day; those of other metrics and of other days are left out.
-- since_month: the month from which it is in force, null for always.
select
    organization_type,
    duty_type,
    case_type,
    cast(target_value as double) as target_value,
    strftime(valid_from, '%Y-%m') as since_month,
    source,
from meta.targets
where metric_id = $metric
    and coalesce(valid_from <= $day::date, true)
    and coalesce(valid_to >= $day::date, true)
order by organization_type, duty_type, case_type
