-- One row per case ever accepted, by its newest row. For the analyst's file only.
-- No code, no member; the key is random. age_workdays: at as_of, at closing or at vanishing, minus the newest pauses.
with newest as (
    select as_of from int_snapshots where is_newest
),

-- Shuffled as numbers alone: sorting whole rows by chance is dear, and the file is sorted by the key anyway.
keys as (
    select
        case_no,
        cast(row_number() over (order by random()) as integer) as case_key,
    from int_cases
),

ended as (
    select
        cases.*,
        least(cases.pending_until, newest.as_of) as age_on,
        cases.pending_until > newest.as_of as is_pending,
    from int_cases as cases
    cross join newest
)

select
    keys.case_key,
    ended.organization_code,
    codes.current_organization_code,
    organizations.organization_type,
    ended.case_type,
    ended.stage,
    ended.received_on as received_date,
    ended.due_date,
    ended.concluded_on as concluded_date,
    ended.decision_on as decision_date,
    ended.closed_on as closed_date,
    ended.closing,
    greatest(0, aged.workday_no - ended.received_workday_no - ended.paused_workdays) as age_workdays,
    ended.paused_workdays,
    ended.return_count,
    ended.is_pending,
    ended.is_pending and coalesce(ended.due_date < newest.as_of, false) as is_overdue,
    ended.vanished_on is not null as is_vanished,
from ended
inner join keys on keys.case_no = ended.case_no
cross join newest
inner join int_workdays as aged on aged.day = ended.age_on
inner join int_organization_at as organizations
    on organizations.as_of = newest.as_of
    and organizations.organization_code = ended.organization_code
inner join int_current_codes as codes on codes.organization_code = ended.organization_code
