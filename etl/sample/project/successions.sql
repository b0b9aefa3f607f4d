-- One row per succession of organisations up to as_of.
-- Without a new organisation: the old one ended.
select
    from_code,
    to_code,
    event,
    event_on,
    legal_basis
from successions
where event_on <= getvariable('as_of')
