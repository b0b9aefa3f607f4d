-- One row per case whose part in the tables by month may be another one than in the older version.
-- Rows that are new or ended since; pending ones; any date in its newest month or later; moves along successions that changed; the witness of the first month.
select distinct history.case_code
from store.hist_cases as history
cross join carried.bounds as bounds
where
    history.valid_from > bounds.as_of
    or history.valid_to >= bounds.newest_month
    or (history.closed_on is null and history.valid_to is null)
    or greatest(history.received_on, history.closed_on, history.concluded_on, history.decision_on) >= bounds.newest_month

union

select case_code from carried.witness

union

select case_code
from store.hist_cases
where organization_code in (from carried.codes)
group by case_code
having count(distinct organization_code) > 1
