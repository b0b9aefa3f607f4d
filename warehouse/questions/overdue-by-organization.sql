-- One row per organisation.
-- Organisations without overdue cases.
-- vi: Tổ chức nào nhiều hồ sơ quá hạn nhất? | Hồ sơ đang chờ, quá hạn và tỷ lệ quá hạn của từng tổ chức giữ hồ sơ.
-- en: Which organisations hold most overdue cases? | Pending and overdue cases and their share, by holder.
select
    c.organization_code,
    o.organization_name,
    count(*) as pending_count,
    count(*) filter (where c.is_overdue) as overdue_count,
    round(count(*) filter (where c.is_overdue) / count(*), 3) as overdue_share
from marts.fct_cases as c
left join marts.dim_organization as o on o.organization_code = c.organization_code and o.is_current
where c.is_pending
group by c.organization_code, o.organization_name
having count(*) filter (where c.is_overdue) > 0
order by overdue_count desc, pending_count desc, o.organization_name
