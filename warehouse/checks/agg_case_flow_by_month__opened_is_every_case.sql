-- One row if the cases opened over all months are not all the cases there are.
-- Tổng tiếp nhận bằng số hồ sơ; tổng kết thúc bằng số hồ sơ đã kết thúc.
-- Cases opened over all months are all cases; cases closed are all closed cases.
select opened_count, closed_count
from (
    select
        coalesce(sum(opened_count), 0) as opened_count,
        coalesce(sum(closed_count), 0) as closed_count,
    from marts.agg_case_flow_by_month
)
where
    opened_count <> (select count(*) from marts.fct_cases)
    or closed_count <> (select count(*) from marts.fct_cases where closed_date is not null)
