-- One row per month of conclusion, organisation, case type and number of working days.
-- Working days from receipt to conclusion minus the newest pauses, at least 0; any closing.
with concluded as (
    select
        cast(date_trunc('month', cases.concluded_on) as date) as month,
        holders.organization_code,
        cases.case_type,
        greatest(0, concluded.workday_no - cases.received_workday_no - cases.paused_workdays) as workdays,
        count(*) as case_count,
    from int_cases as cases
    inner join int_workdays as concluded on concluded.day = cases.concluded_on
    inner join int_case_holders as holders
        on holders.case_no = cases.case_no
        and holders.from_on <= cases.concluded_on
        and cases.concluded_on < holders.to_on
    group by all
)

select
    concluded.month,
    organizations.organization_key,
    concluded.organization_code,
    codes.current_organization_code,
    organizations.organization_type,
    concluded.case_type,
    concluded.workdays,
    concluded.case_count,
from concluded
inner join int_months as months on months.month = concluded.month
inner join int_organization_at as organizations
    on organizations.as_of = months.structure_as_of
    and organizations.organization_code = concluded.organization_code
inner join int_current_codes as codes on codes.organization_code = concluded.organization_code
