-- One row per case and month at whose end it is pending, with holder, stage, band and external days as of then.
-- Stage: from the last snapshot of the month if that shows the case open, else unknown.
with spans as (
    select
        *,
        cast(year(received_on) * 12 + month(received_on) as integer) as first_no,
        cast(case
            when pending_until = date 'infinity' then (select month_no + 1 from int_months where is_newest)
            else year(pending_until) * 12 + month(pending_until)
        end as integer) as end_no,
    from int_cases
),

expanded as (
    select
        case_no,
        case_type,
        received_on,
        received_workday_no,
        due_date,
        external_sent_on,
        external_answered_on,
        unnest(range(first_no, end_no)) as month_no,
    from spans
),

dated as (
    select
        expanded.*,
        months.month,
        months.period_end,
        months.structure_as_of,
        months.snapshot_as_of,
        months.workday_no,
        versions.stage,
        versions.first_seen_on,
        versions.shown_until,
        holders.organization_code,
        greatest(0, months.workday_no - expanded.received_workday_no - versions.paused_workdays) as age_workdays,
    from expanded
    inner join int_months as months on months.month_no = expanded.month_no
    inner join int_case_versions as versions
        on versions.case_no = expanded.case_no
        and versions.seen_from <= months.period_end
        and months.period_end < versions.seen_to
    inner join int_case_holders as holders
        on holders.case_no = expanded.case_no
        and holders.from_on <= months.period_end
        and months.period_end < holders.to_on
)

select
    dated.case_no,
    dated.month,
    dated.structure_as_of,
    dated.organization_code,
    dated.case_type,
    case
        when
            dated.snapshot_as_of >= dated.first_seen_on
            and dated.snapshot_as_of < dated.shown_until
            and dated.stage <> 'closed'
            then dated.stage
        else 'unknown'
    end as stage,
    case
        when dated.age_workdays <= 7 then '0-7'
        when dated.age_workdays <= 15 then '8-15'
        when dated.age_workdays <= 30 then '16-30'
        when dated.age_workdays <= 60 then '31-60'
        when dated.age_workdays <= 90 then '61-90'
        else 'over 90'
    end as age_band,
    coalesce(dated.due_date < dated.period_end, false) as is_overdue,
    dated.workday_no - dated.received_workday_no as total_workdays,
    case
        when dated.external_sent_on <= dated.period_end
            then greatest(0, coalesce(answered.workday_no, dated.workday_no) - sent.workday_no)
        else 0
    end as external_workdays,
from dated
left join int_workdays as sent on sent.day = dated.external_sent_on
left join int_workdays as answered
    on answered.day = dated.external_answered_on
    and answered.day <= dated.period_end
