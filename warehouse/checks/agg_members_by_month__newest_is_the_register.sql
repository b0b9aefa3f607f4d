-- One row if the members of the newest month are not those kept of the newest register.
-- Số đảng viên tháng mới nhất bằng số dòng được nhận của tệp mới nhất.
-- The newest month's members are the rows kept of the newest register.
select 1 as difference
where (
    select coalesce(sum(member_count), 0)
    from marts.agg_members_by_month
    where month = (select month from marts.dim_month where is_newest)
) <> (
    select sum(rows_kept_count)
    from meta.loads
    where file = 'members' and as_of = (select max(as_of) from meta.snapshots)
)
