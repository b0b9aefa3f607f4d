-- One row per row with a negative count or a part larger than its whole.
-- Không số nào âm; phần không lớn hơn toàn thể.
-- No figure is negative; no part is larger than its whole.
select month, organization_code, case_type
from marts.agg_case_flow_by_month
where
    least(opened_count, closed_count, transferred_in_count, transferred_out_count, vanished_count, pending_start_count, pending_end_count) < 0
    or overdue_end_count > pending_end_count
    or closed_on_time_count > closed_with_due_count
    or closed_with_due_count > closed_count
    or first_pass_count > closed_count
    or transferred_in_within_count > transferred_in_count
    or transferred_out_within_count > transferred_out_count
