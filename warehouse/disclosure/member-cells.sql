-- One row per month and organisation type with members: as reported.
-- From the first snapshot's month on.
select
    month as period,
    organization_type as code,
    sum(member_count)::bigint as member_count,
from marts.agg_members_by_type
where basis = 'as_reported'
group by month, organization_type
