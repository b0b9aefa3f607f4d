-- One row per metric, month, older version and cause that moved the metric's value since that version.
-- Whole months that both versions show, as reported; a ratio without denominator in one of the two is left out.
with stages as (
    select *
    from (values (0, null), (1, 'rules'), (2, 'reorganisation'), (3, 'late_arrivals'), (4, 'corrections')) as stages (stage, cause)
),

metrics as (
    select metric_id, any_value(scale) as scale, bool_or(is_denominator) as has_denominator
    from changes.parts
    group by metric_id
),

summed as (
    select
        counted.compared_version,
        counted.month,
        parts.metric_id,
        stages.stage,
        stages.cause,
        coalesce(sum(counted.value) filter (not parts.is_denominator), 0) as numerator,
        coalesce(sum(counted.value) filter (parts.is_denominator), 0) as denominator,
    from changes.counted as counted
    inner join changes.parts as parts on parts.measure = counted.measure
    inner join stages
        on counted.stage <= stages.stage and stages.stage < 4
        or counted.stage = 4 and stages.stage = 4
    group by all
),

-- The same stages for every metric and month, also where nothing was counted before or nothing is counted now.
framed as (
    select
        keys.compared_version,
        keys.month,
        keys.metric_id,
        stages.stage,
        stages.cause,
        coalesce(summed.numerator, 0) as numerator,
        coalesce(summed.denominator, 0) as denominator,
    from (select distinct compared_version, month, metric_id from summed) as keys
    cross join stages
    left join summed
        on summed.compared_version = keys.compared_version
        and summed.month = keys.month
        and summed.metric_id = keys.metric_id
        and summed.stage = stages.stage
),

valued as (
    select
        framed.*,
        cast(
            case
                when metrics.has_denominator
                    then round(framed.numerator * metrics.scale / nullif(framed.denominator, 0)::double, 9)
                else framed.numerator
            end as decimal(18, 9)
        ) as own_value,
    from framed
    inner join metrics on metrics.metric_id = framed.metric_id
),

-- A step that leaves no denominator takes its value from the step before, so that the steps add up.
stepped as (
    select
        *,
        last_value(own_value ignore nulls) over up_to_here as value,
        first_value(own_value) over whole as value_before,
        last_value(own_value) over whole as value_after,
    from valued
    window
        up_to_here as (partition by compared_version, month, metric_id order by stage),
        whole as (
            partition by compared_version, month, metric_id order by stage
            rows between unbounded preceding and unbounded following
        )
),

moved as (
    select
        *,
        value - lag(value) over (partition by compared_version, month, metric_id order by stage) as change,
    from stepped
    where value_before is not null and value_after is not null
)

select
    moved.metric_id,
    moved.month,
    comparisons.compared_with,
    comparisons.compared_version,
    comparisons.compared_as_of,
    moved.cause,
    cast(moved.change as decimal(18, 9)) as change,
    moved.value_before,
    moved.value_after,
from moved
inner join changes.comparisons as comparisons on comparisons.compared_version = moved.compared_version
where moved.change <> 0
