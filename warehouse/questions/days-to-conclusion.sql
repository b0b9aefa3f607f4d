-- One row per case type.
-- Types with fewer than 10 conclusions in the year.
-- vi: Kết luận một hồ sơ mất bao nhiêu ngày làm việc? | Trung vị và phân vị 80 của hồ sơ kết luận trong năm của tháng mới nhất, từ 10 hồ sơ trở lên.
-- en: How many working days to a conclusion? | Median and 80th percentile of cases concluded in the year of the newest month, from 10 cases on.
select
    coalesce(t.label_vi, c.case_type) as case_type,
    count(*) as concluded_count,
    round(quantile_cont(d.workdays, 0.5), 1) as median_workdays,
    round(quantile_cont(d.workdays, 0.8), 1) as p80_workdays
from marts.agg_conclusion_days_by_type as c
cross join lateral (select c.workdays from range(c.case_count)) as d
left join meta.codes as t on t.code_list = 'case_type' and t.code = c.case_type
where c.basis = 'as_reported' and year(c.month) = (select year(max(month)) from marts.dim_month)
group by all
having count(*) >= 10
order by median_workdays desc, case_type
