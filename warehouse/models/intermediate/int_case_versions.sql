-- One row per case and period in which its row stayed the same, for the stage and pauses of past months.
-- seen_from and seen_to close the gaps: before the first sight and during an absence the nearest earlier row counts.
select
    cases.case_no,
    case
        when row_number() over versions = 1 then date '-infinity'
        else history.valid_from
    end as seen_from,
    coalesce(lead(history.valid_from) over versions, date 'infinity') as seen_to,
    history.valid_from as first_seen_on,
    coalesce(history.valid_to, date 'infinity') as shown_until,
    history.organization_code,
    history.stage,
    coalesce(history.paused_workdays, 0) as paused_workdays,
from store.hist_cases as history
inner join int_cases as cases on cases.case_code = history.case_code
window versions as (partition by history.case_code order by history.valid_from)
