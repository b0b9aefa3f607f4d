-- One row per organisation of the part and period of unchanged attributes; the top has nothing above it.
-- One that left keeps the attributes of its last time in the part, and that time is its end. '-': a parent outside, untold.
with periods as (
    select
        *,
        lag(valid_from) over (partition by organization_code order by valid_from) is null as is_first,
    from published.marts.dim_organization
),

told as (
    select
        periods.*,
        codes.is_below_now,
        codes.is_below_now
        or exists (
            select 1
            from part_spans as spans
            where spans.organization_code = periods.organization_code
                and (periods.is_first or date_trunc('month', periods.valid_from) < spans.to_month)
                and (periods.valid_to is null or date_trunc('month', periods.valid_to) > spans.from_month)
        ) as is_told,
    from periods
    inner join part_codes as codes on codes.organization_code = periods.organization_code
),

known as (
    select
        *,
        if(
            is_told,
            {'name': organization_name, 'level': organization_level, 'type': organization_type},
            null
        ) as own_attributes,
    from told
),

filled as (
    select
        *,
        coalesce(
            last_value(own_attributes ignore nulls) over (
                partition by organization_code order by valid_from
                rows between unbounded preceding and current row
            ),
            first_value(own_attributes ignore nulls) over (
                partition by organization_code order by valid_from
                rows between current row and unbounded following
            )
        ) as attributes,
    from known
),

ends as (
    select organization_code, max(to_month) as left_on
    from part_spans
    group by organization_code
)

select
    filled.organization_key,
    filled.organization_code,
    filled.attributes.name as organization_name,
    filled.attributes.level as organization_level,
    filled.attributes.type as organization_type,
    case
        when filled.organization_code = (from part_top) then null
        when filled.is_told and filled.parent_code in (select organization_code from part_codes) then filled.parent_code
        else '-'
    end as parent_code,
    filled.established_date,
    if(filled.is_below_now, filled.ended_date, least(filled.ended_date, ends.left_on - 1)) as ended_date,
    filled.valid_from,
    filled.valid_to,
    filled.is_current,
    if(
        filled.current_organization_code in (select organization_code from part_codes),
        filled.current_organization_code,
        filled.organization_code
    ) as current_organization_code,
from filled
left join ends on ends.organization_code = filled.organization_code
where filled.attributes is not null
order by filled.organization_key
