-- One row per case: how many working days after receipt it passes each stage, is returned, concluded, closed.
-- Lengths follow the case type, the unit's pace and the slow spells of the time of receipt.
create view case_offsets as
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
            < case_types.return_share
            * case when case_seeds.organization_type = 'private_enterprise' then 1.6 else 1 end as is_returned,
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
    )

    from finished;
