-- One row per month, organisation and case type where pending at the end is not start + in - out.
-- Đồng nhất thức: cuối kỳ = đầu kỳ + tiếp nhận + chuyển đến - kết thúc - chuyển đi - không còn trong số liệu.
-- Identity: end = start + opened + transferred in - closed - transferred out - vanished.
select month, organization_code, case_type
from marts.agg_case_flow_by_month
where pending_end_count <> pending_start_count + opened_count + transferred_in_count
    - closed_count - transferred_out_count - vanished_count
