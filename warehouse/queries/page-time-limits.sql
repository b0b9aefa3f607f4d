-- One row per case type and period of one time limit.
-- Empty where the installation has set no time limit.
select
    case_type,
    workdays,
    strftime(valid_from, '%Y-%m-%d') as valid_from,
    strftime(valid_to, '%Y-%m-%d') as valid_to,
    source
from meta.time_limits
order by case_type, meta.time_limits.valid_from
