-- One row per month with more decisions than cases decided in it, or more conclusions before them than decisions.
-- Quyết định theo tháng không nhiều hơn hồ sơ có quyết định; kết luận trước không nhiều hơn quyết định.
-- Decisions by month are no more than the cases decided; conclusions before them no more than decisions.
with cases as (
    select cast(date_trunc('month', decision_date) as date) as month, count(*) as decision_count
    from marts.fct_cases
    where decision_date is not null
    group by 1
),

decisions as (
    select
        month,
        sum(decision_count) as decision_count,
        max(concluded_before_count - decision_count) as most_beyond,
    from marts.agg_decisions_by_month
    group by month
)

select decisions.month
from decisions
left join cases on cases.month = decisions.month
where decisions.decision_count > coalesce(cases.decision_count, 0) or decisions.most_beyond > 0
