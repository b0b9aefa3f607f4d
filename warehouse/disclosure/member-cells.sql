-- One row per month and organisation type with members: as reported.
-- From the first snapshot's month on, and only months that are over on $as_of: others would stay hidden as they are now.
select
    month as period,
    organization_type as code,
    sum(member_count)::bigint as member_count,
from marts.agg_members_by_type
where basis = 'as_reported' and last_day(month) <= $as_of::date
group by month, organization_type
