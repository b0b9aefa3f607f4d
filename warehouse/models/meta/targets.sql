-- One row per metric, scope and period with a target that the installation has set; empty scopes hold for all.
-- None is shipped. Shares are 0-1. Null bounds: open.
select
    metric as metric_id,
    organization_type,
    duty_type,
    case_type,
    value as target_value,
    nullif(valid_from, date '-infinity') as valid_from,
    nullif(valid_to, date 'infinity') as valid_to,
    source,
from reference.targets
