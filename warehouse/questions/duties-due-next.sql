-- One row per organisation and duty type.
-- Duties due later than 30 days after the newest snapshot.
-- vi: Nhiệm vụ đến hạn trong 30 ngày tới | Từng tổ chức, nhiệm vụ và hạn gần nhất.
-- en: Duties due in the next 30 days | By organisation and duty, with the first due date.
with newest as (
    select max(as_of) as as_of from meta.snapshots
)
select
    d.current_organization_code as organization_code,
    o.organization_name,
    coalesce(t.label_vi, d.duty_type) as duty_type,
    min(d.due_date) as first_due_date,
    count(*) as duty_count
from marts.fct_duties as d
cross join newest as n
left join marts.dim_organization as o on o.organization_code = d.current_organization_code and o.is_current
left join meta.codes as t on t.code_list = 'duty_type' and t.code = d.duty_type
where d.duty_status = 'not_yet_due' and d.due_date <= n.as_of + 30
group by d.current_organization_code, o.organization_name, t.label_vi, d.duty_type
order by first_due_date, d.current_organization_code, duty_type
