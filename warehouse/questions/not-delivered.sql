-- One row per organisation.
-- Organisations that always sent.
-- vi: Tổ chức nào không gửi số liệu? | Số kỳ không gửi và kỳ gần nhất không gửi.
-- en: Which organisations did not send? | How often, and the newest time.
select
    n.organization_code,
    o.organization_name,
    count(*) as missed_count,
    max(n.as_of) as last_missed
from meta.not_delivered as n
left join marts.dim_organization as o on o.organization_code = n.organization_code and o.is_current
group by all
order by missed_count desc, n.organization_code
