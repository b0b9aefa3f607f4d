-- One row per month, organisation, case type, stage and age band with cases pending at the month's end.
-- Overdue: pending and due before the month's end.
with counted as (
    select
        month,
        any_value(structure_as_of) as structure_as_of,
        organization_code,
        case_type,
        stage,
        age_band,
        count(*) as pending_count,
        count(*) filter (is_overdue) as overdue_count,
    from int_pending_months
    group by month, organization_code, case_type, stage, age_band
)

select
    counted.month,
    organizations.organization_key,
    counted.organization_code,
    codes.current_organization_code,
    organizations.organization_type,
    counted.case_type,
    counted.stage,
    counted.age_band,
    counted.pending_count,
    counted.overdue_count,
from counted
inner join int_organization_at as organizations
    on organizations.as_of = counted.structure_as_of
    and organizations.organization_code = counted.organization_code
inner join int_current_codes as codes on codes.organization_code = counted.organization_code
