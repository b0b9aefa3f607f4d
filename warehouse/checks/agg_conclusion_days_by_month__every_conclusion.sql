-- One row if conclusions by days are not all concluded cases.
-- Tổng số kết luận bằng số hồ sơ có ngày kết luận.
-- Conclusions by days are all concluded cases.
select 1 as difference
where (select coalesce(sum(case_count), 0) from marts.agg_conclusion_days_by_month)
    <> (select count(*) from marts.fct_cases where concluded_date is not null)
