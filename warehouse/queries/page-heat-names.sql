-- One row per organisation of $codes: its name, type, level and committee above, and when it existed, as a basis tells.
-- As reported: as it stood on $until, or before that when it was first seen later.
with

standing as (
    select
        organization_code,
        organization_name,
        organization_type,
        organization_level,
        parent_code
    from marts.dim_organization
    qualify row_number() over (
        partition by organization_code
        order by
            if($basis = 'current' or valid_from <= $until::date, epoch(valid_from), -epoch(valid_from)) desc
    ) = 1
),

existence as (
    select
        if($basis = 'current', current_organization_code, organization_code) as organization_code,
        min(coalesce(established_date, '0001-01-01'::date)) as exists_from,
        max(coalesce(ended_date, '9999-12-31'::date)) as exists_to
    from marts.dim_organization
    where is_current
    group by all
)

select
    standing.*,
    above.organization_name as parent_name,
    strftime(existence.exists_from, '%Y-%m-%d') as exists_from,
    strftime(existence.exists_to, '%Y-%m-%d') as exists_to
from standing
left join standing as above on above.organization_code = standing.parent_code
left join existence on existence.organization_code = standing.organization_code
where list_contains($codes, standing.organization_code)
