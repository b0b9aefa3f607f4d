-- One row per month.
-- Months without transfers.
-- vi: Hồ sơ chuyển nơi giữ qua các tháng | Số hồ sơ chuyển đi bằng số chuyển đến; các đợt cao là đợt sắp xếp tổ chức.
-- en: Cases that changed their holder by month | As many out as in; peaks are reorganisations.
select
    month,
    sum(transferred_out_count)::bigint as transferred_out_count,
    sum(transferred_in_count)::bigint as transferred_in_count
from marts.agg_case_flow_by_type
where basis = 'as_reported'
group by month
having sum(transferred_out_count) + sum(transferred_in_count) > 0
order by month
