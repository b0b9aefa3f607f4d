-- One row per target in force on a day, of any metric; those of other days are left out.
-- since_month: the month from which it is in force, null for always.
select
    metric_id,
    organization_type,
    duty_type,
    case_type,
    cast(target_value as double) as target_value,
    strftime(valid_from, '%Y-%m') as since_month,
    source,
from meta.targets
where coalesce(valid_from <= $day::date, true)
    and coalesce(valid_to >= $day::date, true)
order by metric_id, organization_type, duty_type, case_type
