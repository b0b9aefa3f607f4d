-- One row per basis and month where the roll-up by type differs from the sum over organisations.
-- Số theo loại hình bằng tổng các tổ chức, ở cả hai cơ sở.
with organizations as (
    select
        month,
        sum(opened_count) as opened_count,
        sum(closed_count) as closed_count,
        sum(pending_end_count) as pending_end_count,
        sum(overdue_end_count) as overdue_end_count,
    from marts.agg_case_flow_by_month
    group by month
)

select types.basis, types.month
from marts.agg_case_flow_by_type as types
inner join organizations on organizations.month = types.month
group by types.basis, types.month
having
    sum(types.opened_count) <> any_value(organizations.opened_count)
    or sum(types.closed_count) <> any_value(organizations.closed_count)
    or sum(types.pending_end_count) <> any_value(organizations.pending_end_count)
    or sum(types.overdue_end_count) <> any_value(organizations.overdue_end_count)
