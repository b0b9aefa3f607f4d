-- One row per succession of one organisation by another, of the newest snapshot that has the register.
-- 'ended' has no successor and is left out.
select distinct
    from_code,
    to_code,
    event,
    event_on,
    legal_basis,
from store.successions
where
    as_of = (select max(as_of) from store.successions_delivered)
    and to_code is not null
