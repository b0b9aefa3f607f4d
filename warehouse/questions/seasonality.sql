-- One row per calendar month.
-- The first and the last year, which may be cut.
-- vi: Hồ sơ dồn vào tháng nào trong năm? | Số hồ sơ nhận bình quân theo tháng lịch, các năm trọn vẹn.
-- en: In which months of the year do cases pile up? | Mean cases opened by calendar month, whole years only.
with months as (
    select m.month, coalesce(sum(f.opened_count), 0) as opened_count
    from marts.dim_month as m
    left join marts.agg_case_flow_by_type as f on f.month = m.month and f.basis = 'as_reported'
    group by m.month
),
whole_years as (
    select year(month) as year from marts.dim_month group by 1 having count(*) = 12
)
select
    month(m.month) as calendar_month,
    count(*) as year_count,
    round(avg(m.opened_count), 1) as mean_opened,
    max(m.opened_count)::bigint as most_opened
from months as m
where year(m.month) in (select year from whole_years)
group by all
order by calendar_month
