-- One row per unit and day of counting: how many there are, and how many leave before the next count.
-- First in, first out within a unit: the literal headcounts hold exactly on the days on which they were counted.
create table unit_counts as
    with grid as (
        select
            units.unit_code,
            units.started_on,
            units.ended_on,
            days.counted_on,
            coalesce(headcounts.members, 0) as members,
            headcounts.arrived_on
        from units
        cross join (select distinct counted_on from headcounts) as days
        left join headcounts
            on headcounts.unit_code = units.unit_code and headcounts.counted_on = days.counted_on
    ),

    following as (
        select
            *,
            lag(members, 1, 0) over by_unit as members_before,
            lag(counted_on) over by_unit as counted_before,
            lead(members) over by_unit as members_next,
            lead(counted_on) over by_unit as counted_next
        from grid
        window by_unit as (partition by unit_code order by counted_on)
    ),

    leaving as (
        select
            *,
            case
                when members_next is null then 0
                when members_next = 0 then members
                else
                    least(
                        members,
                        greatest(
                            members - members_next,
                            round(
                                members * 0.05 * (counted_next - counted_on) / 365.0
                                * (0.6 + 0.8 * chance('leaving ' || unit_code, counted_on))
                            )::integer
                        )
                    )
            end as left_count
        from following
    )

    select
        *,
        coalesce(
            sum(left_count) over (
                partition by unit_code order by counted_on rows between unbounded preceding and 1 preceding
            ),
            0
        )::integer as gone_before
    from leaving;

-- The members that a unit has throughout a span between two counts: serials in one run.
create table member_pools as
    select
        unit_code,
        case when counted_before is null then date '1900-01-01' else counted_on end as pool_from,
        coalesce(counted_next, date '9999-12-31') as pool_until,
        case when members_next = 0 or members = 0 then gone_before else gone_before + left_count end as before_first,
        case
            when members > 0 and members_next = 0 then members
            when members > 0 then members - left_count
            else coalesce(members_next, 0)
        end as pool_size,
        greatest(members, coalesce(members_next, 0) * (members = 0)::integer) as size
    from unit_counts;
