-- One row per month of decision.
-- Months without decisions.
-- vi: Quyết định nhân sự ban hành khi chưa có kết luận | Số quyết định trong tháng và số chưa có kết luận trước đó.
-- en: Decisions taken without a conclusion | Decisions of the month, and those without a conclusion before.
select
    month,
    sum(decision_count)::bigint as decision_count,
    (sum(decision_count) - sum(concluded_before_count))::bigint as without_conclusion_count,
    round(sum(concluded_before_count) / nullif(sum(decision_count), 0), 3) as conclusion_before_share
from marts.agg_decisions_by_type
where basis = 'as_reported'
group by month
having sum(decision_count) > 0
order by month
