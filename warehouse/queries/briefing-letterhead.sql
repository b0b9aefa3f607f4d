-- One row per field of the letterhead in force on a day; fields without a value that day are left out.
-- since_month: the month from which it is in force, null for always.
select
    field,
    value,
    strftime(valid_from, '%Y-%m') as since_month
from meta.letterhead
where coalesce(valid_from <= $day::date, true)
    and coalesce(valid_to >= $day::date, true)
order by field
