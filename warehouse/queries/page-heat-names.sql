-- One row per organisation of $codes: its name, type, level and committee above, and when it existed, as a basis tells.
-- As reported: as it stood on $until, or before that when it was first seen later. Null where it has no first or last day.
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
            if($basis = 'current' or valid_from <= $until::date, 1, -1)
            * date_diff('day', '2000-01-01'::date, valid_from) desc
    ) = 1
),

existence as (
    select
        if($basis = 'current', current_organization_code, organization_code) as organization_code,
        min(coalesce(established_date, '-infinity'::date)) as exists_from,
        max(coalesce(ended_date, 'infinity'::date)) as exists_to
    from marts.dim_organization
    where is_current
    group by all
)

select
    own.organization_code,
    own.organization_name,
    own.organization_type,
    own.organization_level,
    own.parent_code,
    above.organization_name as parent_name,
    if(existence.exists_from > '-infinity'::date, strftime(existence.exists_from, '%Y-%m-%d'), null) as exists_from,
    if(existence.exists_to < 'infinity'::date, strftime(existence.exists_to, '%Y-%m-%d'), null) as exists_to
from standing as own
left join standing as above on above.organization_code = own.parent_code
left join existence on existence.organization_code = own.organization_code
where list_contains($codes, own.organization_code)
