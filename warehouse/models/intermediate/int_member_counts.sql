-- One row per snapshot and organisation with members, by status.
-- Counted from the history: a member is there from valid_from until before valid_to.
select
    snapshots.as_of,
    members.organization_code,
    count(*) as member_count,
    count(*) filter (members.member_status = 'official') as official_count,
    count(*) filter (members.member_status = 'probationary') as probationary_count,
    count(*) filter (members.member_status = 'exempt') as exempt_count,
    count(*) filter (members.member_status = 'suspended') as suspended_count,
from store.hist_members as members
inner join int_snapshots as snapshots
    on snapshots.as_of >= members.valid_from
    and snapshots.as_of < coalesce(members.valid_to, date 'infinity')
group by snapshots.as_of, members.organization_code
