-- One row per case.
-- No case that is closed or vanished; no code, no person.
-- vi: Một trăm hồ sơ đang chờ lâu nhất | Loại, giai đoạn, nơi giữ và tuổi theo ngày làm việc; không có mã hồ sơ.
-- en: The hundred oldest pending cases | Type, stage, holder and age in working days; no case code.
select
    o.organization_name,
    coalesce(t.label_vi, c.case_type) as case_type,
    coalesce(s.label_vi, c.stage) as stage,
    c.received_date,
    c.due_date,
    c.age_workdays
from marts.fct_cases as c
left join marts.dim_organization as o on o.organization_code = c.organization_code and o.is_current
left join meta.codes as t on t.code_list = 'case_type' and t.code = c.case_type
left join meta.codes as s on s.code_list = 'stage' and s.code = c.stage
where c.is_pending
order by c.age_workdays desc, c.received_date, c.case_key
limit 100
