-- One row per basis and month where duties by type differ from the sum over organisations, or are missing.
-- Nhiệm vụ theo loại hình bằng tổng các tổ chức, ở cả hai cơ sở.
-- Duties by type are the sum over organisations, in both bases.
with organizations as (
    select
        unnest(['as_reported', 'current']) as basis,
        month,
        sum(due_count) as due_count,
        sum(on_time_count) as on_time_count,
        sum(late_count + overdue_count) as missed_count,
    from marts.agg_duties_by_month
    group by month
),

types as (
    select
        basis,
        month,
        sum(due_count) as due_count,
        sum(on_time_count) as on_time_count,
        sum(late_count + overdue_count) as missed_count,
    from marts.agg_duties_by_type
    group by basis, month
)

select coalesce(organizations.basis, types.basis) as basis, coalesce(organizations.month, types.month) as month
from organizations
full join types
    on types.basis = organizations.basis
    and types.month = organizations.month
where
    types.due_count is distinct from organizations.due_count
    or types.on_time_count is distinct from organizations.on_time_count
    or types.missed_count is distinct from organizations.missed_count
