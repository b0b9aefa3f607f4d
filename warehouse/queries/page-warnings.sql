-- One row per drift warning of a load, the newest snapshot first.
-- At most 400; warnings stopped no load.
select
    strftime(as_of, '%Y-%m-%d') as as_of,
    file,
    kind,
    subject,
    message_vi,
    message_en,
    value,
    expected_low,
    expected_high
from meta.warnings
order by meta.warnings.as_of desc, file, kind, subject
limit 400
