-- One row per organisation type and year.
-- Cases without a due date.
-- vi: Tỷ lệ hồ sơ xong đúng hạn theo loại hình và năm | Chỉ tính hồ sơ đã xong có hạn; luôn kèm mẫu số.
-- en: Cases closed on time by organisation type and year | Closed cases with a due date only; always with the denominator.
select
    year(f.month) as year,
    coalesce(t.label_vi, f.organization_type) as organization_type,
    sum(f.closed_on_time_count)::bigint as on_time_count,
    sum(f.closed_with_due_count)::bigint as with_due_count,
    round(sum(f.closed_on_time_count) / nullif(sum(f.closed_with_due_count), 0), 3) as on_time_share
from marts.agg_case_flow_by_type as f
left join meta.codes as t on t.code_list = 'organization_type' and t.code = f.organization_type
where f.basis = 'as_reported'
group by all
having sum(f.closed_with_due_count) > 0
order by year, organization_type
