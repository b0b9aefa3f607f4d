-- One row per document.
-- Duties that name no document.
-- vi: Văn bản nào chưa được quán triệt đầy đủ? | Nhiệm vụ quán triệt theo văn bản: đã làm, quá hạn, chưa rõ.
-- en: Which documents are not fully disseminated? | Dissemination duties by document: done, overdue, unknown.
select
    d.document_code,
    coalesce(m.title_vi, d.document_code) as title,
    count(*) as duty_count,
    count(*) filter (where d.duty_status in ('on_time', 'late')) as done_count,
    count(*) filter (where d.duty_status = 'overdue') as overdue_count,
    count(*) filter (where d.duty_status = 'unknown') as unknown_count
from marts.fct_duties as d
left join meta.documents as m on m.document_code = d.document_code
where d.duty_type = 'document_dissemination' and d.document_code is not null
group by all
order by overdue_count desc, d.document_code
