-- One row per row of part_rows (a table with organisations, part_month added) that the part counts in one basis or both.
-- As reported: its organisation stood below the top in that month. Current: what it has become stands there now.
with named as (
    select rows.*
    from part_rows as rows
    where rows.organization_key in (
        select organization_key
        from published.marts.dim_organization
        where organization_code in (select organization_code from part_codes)
    )
)

select
    named.* exclude (part_month) replace (
        if(
            named.current_organization_code in (select organization_code from part_codes),
            named.current_organization_code,
            named.organization_code
        ) as current_organization_code
    ),
from named
left join part_spans as spans
    on spans.organization_code = named.organization_code
    and named.part_month >= spans.from_month
    and named.part_month < spans.to_month
where spans.organization_code is not null
    or named.current_organization_code in (from part_current_codes)
