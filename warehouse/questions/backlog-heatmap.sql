-- One row per month and age band.
-- Months before the last 12.
-- vi: Tồn đọng theo tuổi hồ sơ, 12 tháng | Đổi thành bảng chéo để vẽ bản đồ nhiệt.
-- en: Backlog by age band, 12 months | A cross table, for a heatmap.
pivot (
    select month, age_band, sum(pending_count)::bigint as pending_count
    from marts.agg_backlog_by_type
    where basis = 'as_reported' and month > (select max(month) from marts.dim_month) - interval 12 month
    group by all
)
on age_band in ('0-7', '8-15', '16-30', '31-60', '61-90', 'over 90')
using sum(pending_count)
group by month
order by month
