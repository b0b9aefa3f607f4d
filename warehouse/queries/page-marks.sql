-- One row per month in which something changed what is counted: a document on the subject, or a reorganisation.
-- Reorganisations of one month are one row, with how many organisations they touched.
with

documents as (
    select
        date_trunc('month', valid_from)::date as month,
        'document' as kind,
        document_code as label,
        1 as organization_count
    from meta.documents
    where title_en ilike '%internal political protection%'
),

reorganizations as (
    select
        date_trunc('month', event_on)::date as month,
        'reorganization' as kind,
        '' as label,
        count(distinct from_code) as organization_count
    from meta.successions
    where event <> 'renamed'
    group by date_trunc('month', event_on)
),

marks as (
    select * from documents
    union all
    select * from reorganizations
)

select
    strftime(month, '%Y-%m') as month,
    kind,
    label,
    organization_count
from marks
where month between $from::date and $to::date
order by month, kind, label
