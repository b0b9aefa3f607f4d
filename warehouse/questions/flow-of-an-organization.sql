-- One row per month.
-- What other organisations hold, those below it included; without an organisation: all of them.
-- vi: Một tổ chức nhận, xong và còn tồn bao nhiêu từng tháng? | Chọn tổ chức và loại hồ sơ; chỉ hồ sơ do chính tổ chức ấy giữ, theo mã tại thời điểm báo cáo.
-- en: What does one organisation open, close and hold each month? | Choose an organisation and a case type; only what it holds itself, by its code as reported.
select
    month,
    sum(opened_count)::bigint as opened_count,
    sum(closed_count)::bigint as closed_count,
    sum(pending_end_count)::bigint as pending_count,
    sum(overdue_end_count)::bigint as overdue_count
from marts.agg_case_flow_by_month
where ($organization is null or organization_code = $organization)
    and ($case_type is null or case_type = $case_type)
group by month
order by month
