-- One row per month with a snapshot and organisation that sent nothing for it.
-- Those that a province names for its last snapshot of the month, and the tops of provinces that do not reach so far.
with told as (
    select days.told_as_of as as_of, missing.organization_code
    from rows_of_provinces as missing
    inner join snapshot_days as days
        on days.prefix = missing.prefix
        and days.as_of = missing.as_of
),

late as (
    select months.snapshot_as_of as as_of, tops.organization_code
    from marts.dim_month as months
    inner join provinces on provinces.last_month < months.month
    inner join marts.dim_organization as tops
        on starts_with(tops.organization_code, provinces.prefix || '.')
        and tops.parent_code is null
        and tops.is_current
        and tops.ended_date is null
    where months.has_snapshot
)

from told
union
from late
