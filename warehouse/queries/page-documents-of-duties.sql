-- One row per document that duties due from $from to $to ($duty_types; empty: all) come from, by its code.
-- A document that the list of documents lacks has no title; duties of all organisations together.
select
    cited.document_code,
    documents.title_vi,
    documents.title_en,
    strftime(documents.valid_from, '%Y-%m-%d') as valid_from,
    strftime(documents.valid_to, '%Y-%m-%d') as valid_to
from (
    select distinct document_code
    from marts.fct_duties
    where
        due_date between $from::date and $to::date
        and document_code is not null
        and (len($duty_types) = 0 or list_contains($duty_types, duty_type))
) as cited
left join meta.documents as documents on documents.document_code = cited.document_code
order by cited.document_code
