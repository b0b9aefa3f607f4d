-- One row per month.
-- Months without members.
-- vi: Số hồ sơ mới trên 100 đảng viên | Cả hệ thống theo tháng, từ tháng có số đảng viên.
-- en: Cases opened per 100 members | The whole system by month, from the first month with members on.
with opened as (
    select month, sum(opened_count) as opened_count
    from marts.agg_case_flow_by_type
    where basis = 'as_reported'
    group by month
),
members as (
    select month, sum(member_count) as member_count
    from marts.agg_members_by_type
    where basis = 'as_reported'
    group by month
)
select
    m.month,
    coalesce(o.opened_count, 0)::bigint as opened_count,
    m.member_count::bigint as member_count,
    round(100 * coalesce(o.opened_count, 0) / nullif(m.member_count, 0), 2) as opened_per_100_members
from members as m
left join opened as o using (month)
order by m.month
