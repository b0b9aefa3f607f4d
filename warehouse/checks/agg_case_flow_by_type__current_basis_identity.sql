-- One row per month, level, type and case type where the identity fails in basis current.
-- Đồng nhất thức đúng cả theo cơ cấu hiện nay.
-- The identity holds under today's structure too.
select month, organization_level, organization_type, case_type
from marts.agg_case_flow_by_type
where
    basis = 'current'
    and pending_end_count <> pending_start_count + opened_count + transferred_in_count
        - closed_count - transferred_out_count - vanished_count
