-- One row per case: the days on which it passes each stage, waits outside, is returned, is concluded and closed.
-- Nothing here depends on a snapshot's date; whatever is open when its unit ends leaves with it.
create view case_courses as
    with dated as (
        select
            *,
            plus_workdays(received_on, intake_offset) as intake_until,
            plus_workdays(received_on, completeness_offset) as completeness_until,
            plus_workdays(received_on, situation_offset) as situation_until,
            plus_workdays(received_on, examination_offset) as examination_until,
            plus_workdays(received_on, verification_offset) as verification_until,
            plus_workdays(received_on, appraisal_offset) as appraisal_until,
            plus_workdays(received_on, conclusion_offset) as conclusion_until,
            plus_workdays(received_on, closing_offset) as planned_closed_on
        from case_offsets
    ),

    ended as (
        select
            *,
            least(planned_closed_on, coalesce(unit_ended_on, planned_closed_on)) as closed_on,
            case
                when planned_closing = 'concluded' and conclusion_until <= coalesce(unit_ended_on, conclusion_until)
                    then conclusion_until
            end as concluded_on
        from dated
    ),

    told as (
        select
            case_no,
            case_code,
            unit_code,
            organization_type,
            member_code,
            case_type,
            is_at_upper,
            received_on,
            case
                when chance('no due date', case_no) > 0.03 then plus_workdays(received_on, due_workdays::integer)
            end as due_on,
            intake_until,
            completeness_until,
            situation_until,
            examination_until,
            verification_until,
            appraisal_until,
            conclusion_until,
            case
                when is_external and examination_until < closed_on then examination_until
            end as external_sent_on,
            case
                when is_external and plus_workdays(examination_until, external_workdays) <= closed_on
                    then plus_workdays(examination_until, external_workdays)
            end as external_answered_on,
            case
                when is_returned and plus_workdays(received_on, first_return_offset) < closed_on
                    then plus_workdays(received_on, first_return_offset)
            end as first_return_on,
            first_pause,
            case
                when second_pause > 0 and plus_workdays(received_on, second_return_offset) < closed_on
                    then plus_workdays(received_on, second_return_offset)
            end as second_return_on,
            second_pause,
            concluded_on,
            case
                when is_decided and concluded_on is not null
                    then
                        case
                            when chance('decided first', case_no)
                                < case when organization_type = 'private_enterprise' then 0.14 else 0.05 end
                                then
                                    greatest(
                                        received_on,
                                        plus_workdays(concluded_on, -1 - floor(9 * chance('days first', case_no)))
                                    )
                            else plus_workdays(concluded_on, 1 + floor(24 * pow(chance('days after', case_no), 1.5)))
                        end
            end as decision_on,
            closed_on,
            case
                when concluded_on is not null then 'concluded'
                when planned_closing = 'concluded' then 'transferred'
                else planned_closing
            end as closing,
            received_on as entered_on,
            null::date as vanished_on,
            null::date as back_on,
            null::date as moved_on,
            null::varchar as moved_to,
            null::date as early_closed_on,
            null::date as early_concluded_on,
            null::date as reopened_on
        from ended
    )

    select
        *,
        passed(first_return_on) as first_return_no,
        passed(second_return_on) as second_return_no,
        passed(closed_on) as closed_no
    from told;
