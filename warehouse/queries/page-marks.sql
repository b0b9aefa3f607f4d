-- One row per month in which something changed what is counted: a document on the subject, a time limit of a case type
-- (its label the case type; workdays null: it ended), or a reorganisation. Reorganisations of one month are one row.
with

documents as (
    select
        date_trunc('month', valid_from)::date as month,
        'document' as kind,
        document_code as label,
        null::integer as workdays,
        1 as organization_count
    from meta.documents
    where title_en ilike '%internal political protection%'
),

reorganizations as (
    select
        date_trunc('month', event_on)::date as month,
        'reorganization' as kind,
        '' as label,
        null::integer as workdays,
        count(distinct from_code) as organization_count
    from meta.successions
    where event <> 'renamed'
    group by date_trunc('month', event_on)
),

new_limits as (
    select
        date_trunc('month', valid_from)::date as month,
        'limit' as kind,
        case_type as label,
        workdays,
        0 as organization_count
    from meta.time_limits
    where valid_from is not null
),

ended_limits as (
    select
        date_trunc('month', ended.valid_to + 1)::date as month,
        'limit' as kind,
        ended.case_type as label,
        null::integer as workdays,
        0 as organization_count
    from meta.time_limits as ended
    left join meta.time_limits as following
        on following.case_type = ended.case_type
        and following.valid_from = ended.valid_to + 1
    where ended.valid_to is not null and following.case_type is null
),

marks as (
    select * from documents
    union all
    select * from new_limits
    union all
    select * from ended_limits
    union all
    select * from reorganizations
)

select
    strftime(month, '%Y-%m') as month,
    kind,
    label,
    workdays,
    organization_count
from marks
order by month, kind, label
