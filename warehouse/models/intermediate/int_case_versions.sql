-- One row per case and period in which its row stayed the same, for the stage and pauses of past months.
-- seen_from and seen_to close the gaps: before the first sight and during an absence the nearest earlier row counts.
-- Only a case with a row that has ended can have several: the others need no window.
with ended as (
    select distinct case_code from store.hist_cases where valid_to is not null
),

several as (
    select
        history.*,
        case
            when row_number() over versions = 1 then date '-infinity'
            else history.valid_from
        end as seen_from,
        coalesce(lead(history.valid_from) over versions, date 'infinity') as seen_to,
    from store.hist_cases as history
    semi join ended using (case_code)
    window versions as (partition by history.case_code order by history.valid_from)
),

versions as (
    select * from several
    union all
    select
        history.*,
        date '-infinity' as seen_from,
        date 'infinity' as seen_to,
    from store.hist_cases as history
    anti join ended using (case_code)
)

select
    cases.case_no,
    versions.seen_from,
    versions.seen_to,
    versions.valid_from as first_seen_on,
    coalesce(versions.valid_to, date 'infinity') as shown_until,
    versions.organization_code,
    versions.stage,
    coalesce(versions.paused_workdays, 0) as paused_workdays,
from versions
inner join int_cases as cases on cases.case_code = versions.case_code
