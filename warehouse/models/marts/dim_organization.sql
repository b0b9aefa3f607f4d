-- One row per organisation and period of unchanged name, level, type and parent; dates of existence are the newest ones.
-- valid_from is the as_of that first shows the attributes, valid_to the first that shows others (null: open).
with versions as (
    select
        *,
        lag({
            'name': organization_name,
            'level': organization_level,
            'type': organization_type,
            'parent': parent_code
        }) over rows_of_code as attributes_before,
        row_number() over rows_of_code as version_no,
    from store.hist_organizations
    window rows_of_code as (partition by organization_code order by valid_from)
),

periods as (
    select *
    from versions
    where
        version_no = 1
        or attributes_before is distinct from {
            'name': organization_name,
            'level': organization_level,
            'type': organization_type,
            'parent': parent_code
        }
)

select
    cast(row_number() over (order by periods.organization_code, periods.valid_from) as integer) as organization_key,
    periods.organization_code,
    periods.organization_name,
    periods.organization_level,
    periods.organization_type,
    periods.parent_code,
    nullif(spans.exists_from, date '-infinity') as established_date,
    spans.ended_date,
    periods.valid_from,
    lead(periods.valid_from) over following as valid_to,
    lead(periods.valid_from) over following is null as is_current,
    codes.current_organization_code,
from periods
inner join int_organizations as spans on spans.organization_code = periods.organization_code
inner join int_current_codes as codes on codes.organization_code = periods.organization_code
window following as (partition by periods.organization_code order by periods.valid_from)
