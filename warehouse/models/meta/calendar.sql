-- One row per holiday and make-up working day of the calendar in force; all other days are worked Monday to Friday.
-- Kinds: holiday, makeup.
select
    date,
    kind,
    name,
    source,
from reference.calendar
