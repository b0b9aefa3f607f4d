-- One row per field of a briefing's head, foot and layout and period in which its value holds.
-- Null bounds: open. Recipients, and the lines of a long name, are one text, parted by |.
select
    field,
    value,
    nullif(valid_from, date '-infinity') as valid_from,
    nullif(valid_to, date 'infinity') as valid_to,
    source,
from reference.letterhead
