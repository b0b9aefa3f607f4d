-- One row per month of decision, organisation and case type: personnel decisions, and those after the conclusion.
-- Held by whom the case was with on the day of the decision.
with decided as (
    select
        cast(date_trunc('month', cases.decision_on) as date) as month,
        holders.organization_code,
        cases.case_type,
        count(*) as decision_count,
        count(*) filter (cases.concluded_on <= cases.decision_on) as concluded_before_count,
    from int_cases as cases
    inner join int_case_holders as holders
        on holders.case_no = cases.case_no
        and holders.from_on <= cases.decision_on
        and cases.decision_on < holders.to_on
    group by all
)

select
    decided.month,
    organizations.organization_key,
    decided.organization_code,
    codes.current_organization_code,
    organizations.organization_type,
    decided.case_type,
    decided.decision_count,
    decided.concluded_before_count,
from decided
inner join int_months as months
    on months.month = decided.month
    and not months.is_future
    and months.month >= (select min(month) from marts.dim_month)
inner join int_organization_at as organizations
    on organizations.as_of = months.structure_as_of
    and organizations.organization_code = decided.organization_code
inner join int_current_codes as codes on codes.organization_code = decided.organization_code
