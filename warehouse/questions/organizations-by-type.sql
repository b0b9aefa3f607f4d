-- One row per month, level and type.
-- Months before the last two.
-- vi: Số tổ chức theo cấp và loại hình, tháng này so với tháng trước | Hai tháng mới nhất cạnh nhau.
-- en: Organisations by level and type, this month and the one before | The two newest months side by side.
with newest as (
    select max(month) as month from marts.dim_month
)
select
    coalesce(l.label_vi, o.organization_level) as organization_level,
    coalesce(t.label_vi, o.organization_type) as organization_type,
    sum(o.organization_count) filter (where o.month = n.month - interval 1 month)::bigint as before_count,
    sum(o.organization_count) filter (where o.month = n.month)::bigint as now_count
from marts.agg_organizations_by_month as o
cross join newest as n
left join meta.codes as l on l.code_list = 'organization_level' and l.code = o.organization_level
left join meta.codes as t on t.code_list = 'organization_type' and t.code = o.organization_type
where o.month >= n.month - interval 1 month and o.month <= n.month
group by all
order by organization_level, organization_type nulls first
