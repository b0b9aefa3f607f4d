-- One row per rule and period: time limits of case types, documents in force.
-- value: working days of a time limit, title of a document.
select
    'time_limit' as rule,
    case_type as code,
    cast(workdays as varchar) as value,
    nullif(valid_from, date '-infinity') as valid_from,
    nullif(valid_to, date 'infinity') as valid_to,
    source,
from reference.time_limits

union all

select 'document', document_code, title_vi, valid_from, valid_to, source
from reference.documents
