-- One row per duty type.
-- Organisations that nothing happened to, and events of those that never had ten members.
-- vi: Sau sắp xếp tổ chức, nhiệm vụ nào bị chậm? | Đúng hạn trong 6 tháng trước và 6 tháng sau ngày sáp nhập, đổi tên hoặc chuyển giao, của tổ chức kế tục; giảm nhiều nhất trước.
-- en: Which duties slip after a reorganisation? | On time in the 6 months before and after the event, of the organisation that goes on; the largest fall first.
with events as (
    select distinct o.current_organization_code as organization_code, s.event_on
    from meta.successions as s
    inner join marts.dim_organization as o on o.organization_code = s.to_code and o.is_current
    where s.event in ('merged_into', 'renamed', 'handed_over')
),
duties as (
    select
        d.duty_type,
        d.duty_status,
        d.due_date >= e.event_on as is_after
    from marts.fct_duties as d
    inner join events as e on e.organization_code = d.current_organization_code
        and d.due_date >= e.event_on - interval 6 month and d.due_date < e.event_on + interval 6 month
    where d.duty_status in ('on_time', 'late', 'overdue')
),
rates as (
    select
        duty_type,
        count(*) filter (where not is_after) as before_count,
        count(*) filter (where not is_after and duty_status = 'on_time') / nullif(before_count, 0) as before_rate,
        count(*) filter (where is_after) as after_count,
        count(*) filter (where is_after and duty_status = 'on_time') / nullif(after_count, 0) as after_rate
    from duties
    group by duty_type
)
select
    coalesce(t.label_vi, r.duty_type) as duty_type,
    r.before_count,
    round(r.before_rate, 3) as before_rate,
    r.after_count,
    round(r.after_rate, 3) as after_rate,
    round(r.after_rate - r.before_rate, 3) as rate_change
from rates as r
left join meta.codes as t on t.code_list = 'duty_type' and t.code = r.duty_type
order by rate_change, duty_type
