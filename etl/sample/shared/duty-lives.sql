-- One row per duty: when it is assigned, due, fulfilled, and since when it has a state of its own.
-- Misses follow the kind of organisation, its laxity, the year, and the upheaval of 2025.
create view duty_courses as
    with judged as (
        select
            duty_seeds.*,
            duty_types.* exclude (duty_type),
            least(
                0.85,
                (1 - duty_types.on_time_share) * coalesce(diligence.miss_factor, 0.5)
                * (1.25 - 0.06 * (year(duty_seeds.due_on) - 2019))
                * case when duty_seeds.due_on between date '2025-02-01' and date '2025-09-30' then 1.6 else 1 end
                + duty_seeds.laxity
            ) as miss_chance,
            chance('missed', duty_seeds.draw) as luck,
            chance('state', duty_seeds.draw) as state_chance
        from duty_seeds
        inner join duty_types on duty_types.duty_type = duty_seeds.duty_type
        left join diligence on diligence.organization_type = duty_seeds.organization_type
    )

    select
        start_code,
        unit_code,
        duty_type,
        document_code,
        assigned_on,
        due_on,
        draw,
        case
            when luck >= miss_chance
                then
                    greatest(
                        assigned_on,
                        plus_workdays(due_on, -floor(-early_workdays * ln(greatest(chance('early', draw), 1e-6)))::integer)
                    )
            when luck >= miss_chance * never_share
                then plus_workdays(due_on, 1 + floor(-late_workdays * ln(greatest(chance('late', draw), 1e-6)))::integer)
        end as fulfilled_on,
        case
            when state_chance < unknown_share then 'unknown'
            when state_chance < unknown_share + waived_share then 'waived'
            when state_chance < unknown_share + waived_share + not_applicable_share then 'not_applicable'
        end as duty_state,
        case when state_chance < unknown_share then due_on + 8 else assigned_on end as state_from
    from judged;
