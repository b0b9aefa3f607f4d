-- One row if the newest month's backlog is not the pending cases of the case table.
-- Tồn tháng mới nhất bằng số hồ sơ đang giải quyết, đếm theo từng hồ sơ.
-- The newest month's backlog is every pending case, counted one by one.
select pending_count, overdue_count
from (
    select
        coalesce(sum(pending_count), 0) as pending_count,
        coalesce(sum(overdue_count), 0) as overdue_count,
    from marts.agg_backlog_by_month
    where month = (select month from marts.dim_month where is_newest)
)
where
    pending_count <> (select count(*) from marts.fct_cases where is_pending)
    or overdue_count <> (select count(*) from marts.fct_cases where is_overdue)
