-- One row per case type.
-- Types without pending cases.
-- vi: Mất bao nhiêu tháng để giải quyết hết tồn đọng? | Số tồn chia cho số xong bình quân tháng của 12 tháng gần nhất; trống khi không có hồ sơ nào xong hoặc chưa đủ 12 tháng.
-- en: How many months would clear the backlog? | Pending divided by the mean closed a month over the last 12 months; empty where none was closed, or before there are 12 months.
with newest as (
    select max(month) as month from marts.dim_month
),
pending as (
    select f.case_type, sum(f.pending_end_count)::bigint as pending_count
    from marts.agg_case_flow_by_type as f, newest as n
    where f.basis = 'as_reported' and f.month = n.month
    group by f.case_type
),
closed as (
    select f.case_type, sum(f.closed_count) / 12 as closed_a_month
    from marts.agg_case_flow_by_type as f, newest as n
    where f.basis = 'as_reported' and f.month > n.month - interval 12 month and f.month <= n.month
        and (select count(*) from marts.dim_month) >= 12
    group by f.case_type
)
select
    coalesce(t.label_vi, p.case_type) as case_type,
    p.pending_count,
    round(c.closed_a_month, 2) as closed_a_month,
    round(p.pending_count / nullif(c.closed_a_month, 0), 1) as months_of_work
from pending as p
left join closed as c using (case_type)
left join meta.codes as t on t.code_list = 'case_type' and t.code = p.case_type
where p.pending_count > 0
order by months_of_work desc nulls first, case_type
