-- One row per measure and compared month, counted case by case from world.cases (rows of the model int_cases).
-- Compared months are whole: their t is their last day, so that a stock runs from month to month.
with cases as (
    select
        *,
        cast(date_trunc('month', received_on) as date) as received_month,
        cast(date_trunc('month', closed_on) as date) as closed_month,
        case
            when due_date is not null then cast(date_trunc('month', greatest(received_on, due_date + 1)) as date)
        end as overdue_month,
        -- date_trunc of an infinite date is an error of the optimiser where every date is one
        cast(date_trunc('month', least(pending_until, date '2999-12-31')) as date) as end_month,
    from world.cases
),

steps as (
    select received_month as month, 'pending_end_count' as measure, count(*) as step from cases group by all
    union all
    select end_month, 'pending_end_count', -count(*) from cases group by all
    union all
    select overdue_month, 'overdue_end_count', count(*) from cases where overdue_month < end_month group by all
    union all
    select end_month, 'overdue_end_count', -count(*) from cases where overdue_month < end_month group by all
)

select received_month as month, 'case_flow.opened_count' as measure, count(*) as value
from cases
group by all

union all

select
    closed_month,
    'case_flow.' || unnest(['closed_count', 'closed_on_time_count', 'closed_with_due_count', 'first_pass_count']),
    unnest([
        count(*),
        count(*) filter (closed_on <= due_date),
        count(*) filter (due_date is not null),
        count(*) filter (return_count = 0)
    ]),
from cases
where closed_month is not null
group by closed_month

union all

select
    cast(date_trunc('month', decision_on) as date) as decision_month,
    'decisions.' || unnest(['decision_count', 'concluded_before_count']),
    unnest([count(*), count(*) filter (concluded_on <= decision_on)]),
from cases
where decision_on is not null
group by decision_month

union all

select months.month, 'case_flow.' || steps.measure, cast(sum(steps.step) as bigint)
from changes.months as months
inner join steps on steps.month <= months.month
group by months.month, steps.measure
