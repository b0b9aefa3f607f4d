-- One row per duty type.
-- Organisations that nothing happened to.
-- vi: Sau sắp xếp tổ chức, nhiệm vụ nào bị chậm? | Đúng hạn trong 6 tháng trước và 6 tháng sau ngày sáp nhập, đổi tên hoặc chuyển giao, của tổ chức kế tục.
-- en: Which duties slip after a reorganisation? | On time in the 6 months before and after the event, of the organisation that goes on.
with events as (
    select distinct to_code as organization_code, event_on
    from meta.successions
    where event in ('merged_into', 'renamed', 'handed_over') and to_code is not null
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
)
select
    coalesce(t.label_vi, d.duty_type) as duty_type,
    count(*) filter (where not d.is_after) as before_count,
    round(count(*) filter (where not d.is_after and d.duty_status = 'on_time')
        / nullif(count(*) filter (where not d.is_after), 0), 3) as before_rate,
    count(*) filter (where d.is_after) as after_count,
    round(count(*) filter (where d.is_after and d.duty_status = 'on_time')
        / nullif(count(*) filter (where d.is_after), 0), 3) as after_rate
from duties as d
left join meta.codes as t on t.code_list = 'duty_type' and t.code = d.duty_type
group by all
order by duty_type
