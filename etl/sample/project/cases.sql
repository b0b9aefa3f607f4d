-- One row per case that the register knows on as_of, closed ones included.
-- Dates that have not come yet are empty; the holder of a closed case is who closed it.
with seen as (
    select
        case_lives.*,
        view_days.day,
        view_days.day_no,
        coalesce(
            case_lives.early_closed_on <= view_days.day and case_lives.reopened_on > view_days.day,
            false
        ) as is_early_closed,
        case_lives.closed_on <= view_days.day as is_finally_closed
    from case_lives
    inner join view_days
        on view_days.unit_code = case when case_lives.is_at_upper then '' else case_lives.unit_code end
    where
        case_lives.entered_on <= view_days.day
        and (
            case_lives.vanished_on is null
            or case_lives.vanished_on > view_days.day
            or case_lives.back_on <= view_days.day
        )
),

placed as (
    select
        seen.*,
        is_early_closed or is_finally_closed as is_closed,
        case when is_early_closed then early_closed_on else closed_on end as last_day_held
    from seen
)

select
    placed.case_code,
    case when placed.is_at_upper then holders.parent_code else holders.organization_code end as organization_code,
    placed.member_code,
    placed.case_type,
    case
        when placed.is_closed then 'closed'
        when placed.day < placed.intake_until then 'intake'
        when placed.day < placed.completeness_until then 'completeness'
        when placed.day < placed.situation_until then 'situation'
        when placed.day < placed.examination_until then 'examination'
        when placed.day < placed.verification_until then 'verification'
        when placed.day < placed.appraisal_until then 'appraisal'
        when placed.day < placed.conclusion_until then 'conclusion'
        else 'notice'
    end as stage,
    placed.received_on,
    placed.due_on,
    case when placed.external_sent_on <= placed.day then placed.external_sent_on end as external_sent_on,
    case when placed.external_answered_on <= placed.day then placed.external_answered_on end as external_answered_on,
    case
        when placed.first_return_no <= placed.day_no
            then least(placed.first_pause, least(placed.day_no, placed.closed_no) - placed.first_return_no)
        else 0
    end
    + case
        when placed.second_return_no <= placed.day_no
            then least(placed.second_pause, least(placed.day_no, placed.closed_no) - placed.second_return_no)
        else 0
    end as paused_workdays,
    coalesce(placed.first_return_on <= placed.day, false)::integer
    + coalesce(placed.second_return_on <= placed.day, false)::integer as return_count,
    case
        when placed.is_early_closed then placed.early_concluded_on
        when placed.concluded_on <= placed.day then placed.concluded_on
    end as concluded_on,
    case when placed.decision_on <= placed.day then placed.decision_on end as decision_on,
    case
        when placed.is_early_closed then placed.early_closed_on
        when placed.is_finally_closed then placed.closed_on
    end as closed_on,
    case when placed.is_closed then placed.closing end as closing
from placed
inner join holders
    on
        holders.start_code = case when placed.moved_on <= placed.day then placed.moved_to else placed.unit_code end
        and holders.valid_from <= least(placed.day, placed.last_day_held)
        and coalesce(holders.valid_until, date '9999-12-31') > least(placed.day, placed.last_day_held)
