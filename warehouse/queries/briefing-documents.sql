-- One row per document that came into force from $from to $to, the earliest first.
-- Documents without a day of effect are left out.
select
    document_code,
    issuer,
    title_vi
from meta.documents
where valid_from between $from::date and $to::date
order by valid_from, document_code
