-- One row per month in which transfers in and transfers out differ in total.
-- Tổng chuyển đến bằng tổng chuyển đi trong từng tháng.
-- Transfers in and transfers out are equal in every month.
select month
from marts.agg_case_flow_by_month
group by month
having sum(transferred_in_count) <> sum(transferred_out_count)
    or sum(transferred_in_within_count) <> sum(transferred_out_within_count)
