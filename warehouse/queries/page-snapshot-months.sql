-- One row per month that has a snapshot: elsewhere the stages of cases are not known.
-- Months between the first case and the newest snapshot.
select strftime(month, '%Y-%m') as month
from marts.dim_month
where has_snapshot
order by month
