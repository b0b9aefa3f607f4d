-- One row per snapshot, file and reason.
-- Snapshots without rejects.
-- vi: Dòng bị loại qua các kỳ | Theo tệp và lý do, kỳ mới nhất trước.
-- en: Rejected rows by snapshot | By file and reason, newest first.
select as_of, file, reason, reject_count
from meta.rejects_summary
order by as_of desc, reject_count desc, file, reason
