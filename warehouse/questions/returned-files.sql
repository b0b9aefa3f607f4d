-- One row per case type.
-- Pending cases.
-- vi: Loại hồ sơ nào hay bị trả lại để bổ sung? | Hồ sơ đã xong: số lần trả bình quân và tỷ lệ xong ngay lần đầu.
-- en: Which types are returned for supplement most? | Closed cases: mean returns, and share passed at the first time.
select
    coalesce(t.label_vi, c.case_type) as case_type,
    count(*) as closed_count,
    round(avg(c.return_count), 2) as mean_returns,
    round(count(*) filter (where c.return_count = 0) / count(*), 3) as first_pass_share,
    sum(c.paused_workdays)::bigint as paused_workdays
from marts.fct_cases as c
left join meta.codes as t on t.code_list = 'case_type' and t.code = c.case_type
where c.closed_date is not null
group by all
order by mean_returns desc, case_type
