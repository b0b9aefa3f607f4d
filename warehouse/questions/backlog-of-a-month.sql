-- One row per case type.
-- Types without pending cases at the end of the month.
-- vi: Cuối một tháng còn tồn những loại hồ sơ nào? | Chọn tháng và loại hình tổ chức: hồ sơ đang chờ, quá hạn và tỷ lệ quá hạn theo loại hồ sơ.
-- en: Which cases were pending at the end of a month? | Choose a month and a type of organisation: pending, overdue and their share by case type.
select
    coalesce(t.label_vi, f.case_type) as case_type,
    sum(f.pending_end_count)::bigint as pending_count,
    sum(f.overdue_end_count)::bigint as overdue_count,
    round(sum(f.overdue_end_count) / nullif(sum(f.pending_end_count), 0), 3) as overdue_share
from marts.agg_case_flow_by_type as f
left join meta.codes as t on t.code_list = 'case_type' and t.code = f.case_type
where f.basis = 'as_reported' and f.month = $month::date
    and ($organization_type is null or f.organization_type = $organization_type)
group by all
having sum(f.pending_end_count) > 0
order by pending_count desc, case_type
