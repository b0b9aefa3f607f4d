-- One row per snapshot and file.
-- Snapshots that were taken back or replaced.
-- vi: Mỗi kỳ nhận bao nhiêu dòng, loại bao nhiêu và vì sao? | Theo tệp: số dòng đọc, nhận, loại và lý do loại, kỳ mới nhất trước.
-- en: How many rows did each snapshot bring, how many were rejected, and why? | By file: read, kept and rejected rows with the reasons, newest first.
with reasons as (
    select as_of, file, string_agg(reason || ' ' || reject_count, ', ' order by reject_count desc, reason) as reasons
    from meta.rejects_summary
    group by as_of, file
)
select
    l.as_of,
    l.file,
    l.rows_read_count,
    l.rows_kept_count,
    l.rows_rejected_count,
    r.reasons
from meta.loads as l
left join reasons as r using (as_of, file)
order by l.as_of desc, l.rows_rejected_count desc, l.file
