-- One row per document in force at some time, the newest first.
-- Documents that have been replaced stay in the list, with the day they ended.
select
    document_code,
    title_vi,
    title_en,
    issuer,
    strftime(issued_date, '%Y-%m-%d') as issued_date,
    strftime(valid_from, '%Y-%m-%d') as valid_from,
    strftime(valid_to, '%Y-%m-%d') as valid_to,
    source
from meta.documents
order by meta.documents.valid_from desc, document_code
