-- One row per succession of one organisation by another, or end without successor.
-- Of the newest snapshot that has the register.
select distinct from_code, to_code, event, event_on, legal_basis
from store.successions
where as_of = (select max(as_of) from store.successions_delivered)
