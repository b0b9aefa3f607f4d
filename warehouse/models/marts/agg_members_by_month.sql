-- One row per month and organisation with members, from the first snapshot's month on.
-- Taken from the last snapshot up to the month's end.
select
    months.month,
    organizations.organization_key,
    members.organization_code,
    codes.current_organization_code,
    organizations.organization_type,
    members.member_count,
    members.official_count,
    members.probationary_count,
    members.exempt_count,
    members.suspended_count,
from int_months as months
inner join int_member_counts as members on members.as_of = months.members_as_of
inner join int_organization_at as organizations
    on organizations.as_of = months.structure_as_of
    and organizations.organization_code = members.organization_code
inner join int_current_codes as codes on codes.organization_code = members.organization_code
where not months.is_future
