-- One row per case that ever comes in: what kind, where, when, about whom.
-- The organisation is drawn by its share; appraisals go round its members, other files are about anybody.
create table case_seeds as
    with drawn as (
        select
            *,
            case_type || month || '/' || n as draw
        from case_numbers
    ),

    aimed as (
        select
            drawn.*,
            totals.weight_sum * chance('unit', drawn.draw) as aim
        from drawn
        inner join (select distinct month, case_type, weight_sum from case_chances) as totals
            on totals.month = drawn.month and totals.case_type = drawn.case_type
    ),

    placed as (
        select
            aimed.*,
            case_chances.unit_code,
            case_chances.organization_type,
            plus_workdays(
                aimed.month - 1,
                1 + floor(
                    workdays_between(aimed.month - 1, last_day(aimed.month))
                    * case
                        when aimed.is_batch
                            then
                                chance(
                                    'batch ' || case_chances.unit_code,
                                    aimed.case_type || aimed.month || (chance('wave', aimed.draw) < 0.25)
                                )
                        else chance('day', aimed.draw)
                    end
                )
            ) as received_on
        from aimed
        asof inner join case_chances
            on
                case_chances.month = aimed.month
                and case_chances.case_type = aimed.case_type
                and case_chances.weight_from <= aimed.aim
    ),

    ranked as (
        select
            *,
            row_number() over (order by received_on, draw) as case_no,
            row_number() over (
                partition by
                    unit_code,
                    case_type in (
                        'appraisal_planning', 'appraisal_appointment', 'appraisal_reappointment', 'appraisal_committee'
                    )
                order by received_on, draw
            ) as turn
        from placed
    )

    select
        ranked.case_no,
        'HS' || year(ranked.received_on) || '-' || lpad(ranked.case_no::varchar, 6, '0') as case_code,
        ranked.unit_code,
        ranked.organization_type,
        ranked.case_type,
        ranked.received_on,
        case
            when member_pools.pool_size > 0 and chance('about a member', ranked.draw) < ranked.member_share
                then
                    ranked.unit_code || lpad(
                        (
                            member_pools.before_first + 1
                            + case
                                when ranked.case_type like 'appraisal%' and chance('any member', ranked.draw) < 0.92
                                    then ranked.turn % member_pools.pool_size
                                else floor(chance('member', ranked.draw) * member_pools.pool_size)::integer
                            end
                        )::varchar,
                        4,
                        '0'
                    )
        end as member_code,
        case
            when ranked.case_type in ('verification', 'petition') then chance('upper', ranked.draw) < 0.4
            when ranked.case_type in ('foreign_element', 'appraisal_key_post') then chance('upper', ranked.draw) < 0.15
            else false
        end as is_at_upper
    from ranked
    inner join member_pools
        on
            member_pools.unit_code = ranked.unit_code
            and ranked.received_on >= member_pools.pool_from
            and ranked.received_on < member_pools.pool_until
    order by ranked.case_no;
