-- One row per basis and month where the backlog by type differs from the sum over organisations, or is missing.
-- Tồn theo loại hình bằng tổng các tổ chức, ở cả hai cơ sở.
-- The backlog by type is the sum over organisations, in both bases.
with organizations as (
    select
        unnest(['as_reported', 'current']) as basis,
        month,
        sum(pending_count) as pending_count,
        sum(overdue_count) as overdue_count,
    from marts.agg_backlog_by_month
    group by month
),

types as (
    select
        basis,
        month,
        sum(pending_count) as pending_count,
        sum(overdue_count) as overdue_count,
    from marts.agg_backlog_by_type
    group by basis, month
)

select coalesce(organizations.basis, types.basis) as basis, coalesce(organizations.month, types.month) as month
from organizations
full join types
    on types.basis = organizations.basis
    and types.month = organizations.month
where
    types.pending_count is distinct from organizations.pending_count
    or types.overdue_count is distinct from organizations.overdue_count
