-- One row per case type and period with a time limit in working days.
-- None is shipped; an installation adds them. Null bounds: open.
select
    case_type,
    workdays,
    nullif(valid_from, date '-infinity') as valid_from,
    nullif(valid_to, date 'infinity') as valid_to,
    source,
from reference.time_limits
