-- One row: a case by which the older version and this one have the same first month; none when they may not have.
-- It stands unchanged in both with a receipt in that month, and no newer row was received before.
select min(case_code) as case_code
from store.hist_cases
cross join carried.bounds as bounds
where
    received_on between bounds.first_month and last_day(bounds.first_month)
    and valid_from <= bounds.as_of
    and valid_to is null
    and not exists (from store.hist_cases where received_on < bounds.first_month and valid_from > bounds.as_of)
having count(*) > 0
