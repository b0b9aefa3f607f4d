-- One row per duty type.
-- Duties not due yet, waived or not applicable.
-- vi: Nhiệm vụ nào hay chậm nhất? | Tỷ lệ đúng hạn của từng nhiệm vụ trong năm của tháng mới nhất.
-- en: Which duties slip most? | Share on time of each duty in the year of the newest month.
select
    coalesce(t.label_vi, d.duty_type) as duty_type,
    sum(d.on_time_count)::bigint as on_time_count,
    sum(d.late_count)::bigint as late_count,
    sum(d.overdue_count)::bigint as overdue_count,
    round(sum(d.on_time_count) / nullif(sum(d.on_time_count + d.late_count + d.overdue_count), 0), 3) as compliance_rate
from marts.agg_duties_by_type as d
left join meta.codes as t on t.code_list = 'duty_type' and t.code = d.duty_type
where d.basis = 'as_reported' and year(d.month) = (select year(max(month)) from marts.dim_month)
group by all
having sum(d.on_time_count + d.late_count + d.overdue_count) > 0
order by compliance_rate, duty_type
