-- One row per case: the days on which it passes each stage, waits outside, is returned, is concluded and closed.
-- Offsets are working days after receipt; nothing here depends on a snapshot's date.
create view case_courses as
    with measured as (
        select
            case_seeds.*,
            units.ended_on as unit_ended_on,
            case_types.* exclude (case_type, seasons, median_workdays, spread, is_batch, member_share),
            coalesce(slow_spots.external_factor, 1) as external_factor,
            coalesce(slow_spots.conclusion_factor, 1) as conclusion_factor,
            greatest(
                2,
                case_types.median_workdays * exp(case_types.spread * bell('pace', case_seeds.case_no))
                * units.pace * coalesce(slow_spots.internal_factor, 1)
                * case when chance('stuck', case_seeds.case_no) < 0.045 then 3 else 1 end
            ) as inner_workdays,
            chance('external', case_seeds.case_no) < case_types.external_share as is_external,
            chance('returned', case_seeds.case_no)
            < case_types.return_share * case when case_seeds.organization_type = 'private_enterprise' then 1.6 else 1 end as is_returned,
            chance('decided', case_seeds.case_no) < case_types.decision_share as is_decided,
            chance('closing', case_seeds.case_no) as closing_chance
        from case_seeds
        inner join units on units.unit_code = case_seeds.unit_code
        inner join case_types on case_types.case_type = case_seeds.case_type
        left join slow_spots
            on
                slow_spots.organization_type = case_seeds.organization_type
                and case_seeds.received_on between slow_spots.received_from and slow_spots.received_until
    ),

    waits as (
        select
            *,
            case when is_returned then 2 + ceil(intake * inner_workdays)::integer end as first_return_offset,
            case when is_returned then 2 + floor(pow(chance('pause', case_no), 1.6) * 16)::integer else 0 end as first_pause,
            case
                when is_returned and chance('returned again', case_no) < 0.22
                    then 2 + floor(chance('second pause', case_no) * 12)::integer
                else 0
            end as second_pause,
            case
                when is_external
                    then greatest(4, round(27 * exp(0.5 * bell('answer', case_no)) * external_factor))::integer
            end as external_workdays
        from measured
    ),

    early as (
        select
            *,
            case when second_pause > 0 then first_return_offset + first_pause + 2 end as second_return_offset,
            greatest(1, ceil(intake * inner_workdays))::integer as intake_offset,
            greatest(1, ceil(intake * inner_workdays))::integer + ceil(completeness * inner_workdays)::integer
            + first_pause + second_pause + case when is_returned then 2 else 0 end
            + case when second_pause > 0 then 2 else 0 end as completeness_offset
        from waits
    ),

    middle as (
        select
            *,
            completeness_offset + round(situation * inner_workdays)::integer as situation_offset,
            completeness_offset + round(situation * inner_workdays)::integer
            + round(examination * inner_workdays)::integer as examination_offset
        from early
    ),

    late as (
        select
            *,
            examination_offset + coalesce(external_workdays + 1, round(verification * inner_workdays)::integer) as verification_offset
        from middle
    ),

    appraised as (
        select
            *,
            verification_offset + round(appraisal * inner_workdays)::integer as appraisal_offset
        from late
    ),

    concluded as (
        select
            *,
            greatest(2, appraisal_offset + round(conclusion * inner_workdays * conclusion_factor)::integer) as conclusion_offset,
            case
                when closing_chance < withdrawn_share then 'withdrawn'
                when closing_chance < withdrawn_share + transferred_share then 'transferred'
                else 'concluded'
            end as planned_closing
        from appraised
    ),

    finished as (
        select
            *,
            case
                when planned_closing = 'concluded'
                    then conclusion_offset + 1 + floor(chance('notice', case_no) * 2 * notice_workdays)::integer
                else greatest(1, floor(conclusion_offset * (0.15 + 0.7 * chance('left off', case_no))))::integer
            end as closing_offset
        from concluded
    ),

    dated as (
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
        from finished
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
                                then greatest(received_on, plus_workdays(concluded_on, -1 - floor(9 * chance('days first', case_no))::integer))
                            else plus_workdays(concluded_on, 1 + floor(24 * pow(chance('days after', case_no), 1.5))::integer)
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
