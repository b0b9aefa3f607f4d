-- One row per basis and month where the roll-up by type differs from the sum over organisations, or is missing.
-- Số theo loại hình bằng tổng các tổ chức, ở cả hai cơ sở.
-- Case figures by type are the sum over organisations, in both bases.
with organizations as (
    select
        unnest(['as_reported', 'current']) as basis,
        month,
        sum(opened_count) as opened_count,
        sum(closed_count) as closed_count,
        sum(pending_end_count) as pending_end_count,
        sum(overdue_end_count) as overdue_end_count,
    from marts.agg_case_flow_by_month
    group by month
),

types as (
    select
        basis,
        month,
        sum(opened_count) as opened_count,
        sum(closed_count) as closed_count,
        sum(pending_end_count) as pending_end_count,
        sum(overdue_end_count) as overdue_end_count,
    from marts.agg_case_flow_by_type
    group by basis, month
)

select coalesce(organizations.basis, types.basis) as basis, coalesce(organizations.month, types.month) as month
from organizations
full join types
    on types.basis = organizations.basis
    and types.month = organizations.month
where
    types.opened_count is distinct from organizations.opened_count
    or types.closed_count is distinct from organizations.closed_count
    or types.pending_end_count is distinct from organizations.pending_end_count
    or types.overdue_end_count is distinct from organizations.overdue_end_count
