-- One row per case type ($case_types; empty: all) whose time limit is in force on $on.
-- Empty where the installation has set no time limit.
select
    case_type,
    workdays,
    strftime(valid_from, '%Y-%m-%d') as valid_from,
    source
from meta.time_limits
where
    coalesce(valid_from, date '-infinity') <= $on::date
    and coalesce(valid_to, date 'infinity') >= $on::date
    and (len($case_types) = 0 or list_contains($case_types, case_type))
order by case_type
