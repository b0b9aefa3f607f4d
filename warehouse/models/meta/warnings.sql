-- One row per snapshot, file, kind and subject of something allowed but unlikely that its load noticed.
-- subject: a code of a code list, or up to three organisations; value and what was expected: rows, organisations or a share.
select as_of, file, kind, subject, message_vi, message_en, value, expected_low, expected_high
from store.warnings
