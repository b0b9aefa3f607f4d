-- One row if duties by month are not all the duties there are.
-- Tổng nhiệm vụ theo tháng bằng số nhiệm vụ.
-- Duties by month are all duties.
select 1 as difference
where (select coalesce(sum(due_count + waived_count), 0) from marts.agg_duties_by_month)
    <> (select count(*) from marts.fct_duties)
