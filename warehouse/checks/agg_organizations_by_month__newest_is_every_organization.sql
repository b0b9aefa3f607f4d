-- One row if the organisations of the newest month are not all that exist at its end.
-- Số tổ chức tháng mới nhất bằng số tổ chức đang tồn tại theo danh mục.
-- The newest month's organisations are all that exist by the register.
select newest.period_end
from marts.dim_month as newest
where
    newest.is_newest
    and (
        select coalesce(sum(counted.organization_count), 0)
        from marts.agg_organizations_by_month as counted
        where counted.month = newest.month
    ) <> (
        select count(*)
        from marts.dim_organization as organizations
        where
            organizations.is_current
            and coalesce(organizations.established_date, date '-infinity') <= newest.period_end
            and coalesce(organizations.ended_date, date 'infinity') >= newest.period_end
    )
