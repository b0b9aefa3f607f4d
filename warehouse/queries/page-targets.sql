-- One row per target of any metric, with the days on which it is in force: null for always.
-- since_month: the month from which it is in force, null for always.
select
    metric_id,
    organization_type,
    duty_type,
    case_type,
    cast(target_value as double) as target_value,
    strftime(valid_from, '%Y-%m') as since_month,
    source,
    valid_from::varchar as valid_from,
    valid_to::varchar as valid_to
from meta.targets
order by metric_id, organization_type, duty_type, case_type
