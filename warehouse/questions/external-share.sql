-- One row per case type.
-- Cases that no letter was sent for count with all their days.
-- vi: Phần thời gian chờ cơ quan khác trả lời | Ngày làm việc chờ trả lời chia cho cả thời gian, hồ sơ xong trong 12 tháng gần nhất.
-- en: Share of time waiting for other bodies | Working days waiting for an answer by all working days, cases closed in the last 12 months.
select
    coalesce(t.label_vi, e.case_type) as case_type,
    sum(e.external_workdays_closed)::bigint as external_workdays,
    sum(e.total_workdays_closed)::bigint as total_workdays,
    round(sum(e.external_workdays_closed) / nullif(sum(e.total_workdays_closed), 0), 3) as external_share
from marts.agg_external_days_by_type as e
left join meta.codes as t on t.code_list = 'case_type' and t.code = e.case_type
where e.basis = 'as_reported' and e.month > (select max(month) from marts.dim_month) - interval 12 month
group by all
having sum(e.total_workdays_closed) > 0
order by external_share desc, case_type
