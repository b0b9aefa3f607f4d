-- One row per landed snapshot, file and column with codes of digits that would be known ones with zeros in front, as many as
-- are seen: organisations that a row names in vain, rows that are new while others are gone; of members a sample is tried.
with strayed as (
    select snapshot_no, 'organizations' as file, 'parent_code' as subject, parent_code as code
    from landing.organizations
    where reason = 'unknown_organization'
    union all
    select snapshot_no, 'members', 'organization_code', organization_code
    from landing.members
    where reason = 'unknown_organization'
    union all
    select snapshot_no, 'cases', 'organization_code', organization_code
    from landing.cases
    where reason = 'unknown_organization'
    union all
    select snapshot_no, 'duties', 'organization_code', organization_code
    from landing.duties
    where reason = 'unknown_organization'
),

zeroed_organizations as (
    select distinct ltrim(organization_code, '0') as bare_code
    from landing.known_organizations
    where regexp_full_match(organization_code, '0[0-9]+')
),

gone as (
    select 'organizations' as file, 'organization_code' as subject, closed_key, valid_to from landing.closed_organizations
    union all
    select 'cases', 'case_code', closed_key, valid_to from landing.closed_cases
    union all
    select 'duties', 'duty_code', closed_key, valid_to from landing.closed_duties
),

arrived as (
    select 'organizations' as file, organization_code as code, valid_from from landing.opened_organizations
    union all
    select 'cases', case_code, valid_from from landing.opened_cases
    union all
    select 'duties', duty_code, valid_from from landing.opened_duties
),

found as (
    select snapshots.as_of, strayed.file, strayed.subject
    from strayed
    inner join landing.snapshots as snapshots using (snapshot_no)
    where
        regexp_full_match(strayed.code, '[1-9][0-9]*')
        and strayed.code in (select bare_code from zeroed_organizations)
        and (strayed.snapshot_no, strayed.code) not in (select (snapshot_no, organization_code) from landing.organizations where organization_code is not null)
    union all
    select gone.valid_to, gone.file, gone.subject
    from gone
    inner join arrived
        on arrived.file = gone.file
        and arrived.valid_from = gone.valid_to
        and arrived.code = ltrim(gone.closed_key, '0')
    where regexp_full_match(gone.closed_key, '0+[1-9][0-9]*')
    union all
    select snapshots.as_of, 'members', 'member_code'
    from landing.zeroed_members as zeroed
    inner join landing.snapshots as snapshots using (snapshot_no)
    inner join landing.closed_members as closed
        on closed.closed_key = zeroed.member_key
        and closed.valid_to = snapshots.as_of
)

select as_of, file, 'zeros_lost' as kind, subject, count(*) as value
from found
group by as_of, file, subject
