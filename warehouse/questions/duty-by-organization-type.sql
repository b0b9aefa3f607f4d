-- One row per year and type of organisation.
-- Duties not due yet, waived or not applicable.
-- vi: Loại hình nào chậm một nhiệm vụ qua các năm? | Chọn một nhiệm vụ, hoặc để tất cả: đúng hạn, trễ, quá hạn và tỷ lệ đúng hạn theo năm và loại hình.
-- en: Which types of organisation slip with a duty over the years? | Choose a duty, or all: on time, late, overdue and the share on time by year and type.
select
    year(d.month) as year,
    coalesce(t.label_vi, d.organization_type) as organization_type,
    sum(d.on_time_count)::bigint as on_time_count,
    sum(d.late_count)::bigint as late_count,
    sum(d.overdue_count)::bigint as overdue_count,
    round(sum(d.on_time_count) / nullif(sum(d.on_time_count + d.late_count + d.overdue_count), 0), 3) as compliance_rate
from marts.agg_duties_by_type as d
left join meta.codes as t on t.code_list = 'organization_type' and t.code = d.organization_type
where d.basis = 'as_reported' and ($duty_type is null or d.duty_type = $duty_type)
group by all
having sum(d.on_time_count + d.late_count + d.overdue_count) > 0
order by year, organization_type nulls first
