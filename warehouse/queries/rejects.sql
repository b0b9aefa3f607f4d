-- One row per rejected row of a register, with the first later snapshot that accepts a row of the same code.
-- $as_of: only that snapshot; null: all. Values are masked already.
with accepted as (
    select 'organizations' as register, organization_code as row_code, valid_from, valid_to from store.hist_organizations
    where organization_code in (select row_key from store.rejects)
    union all
    select 'members', cast(member_key as varchar), valid_from, valid_to from store.hist_members
    where member_key in (select try_cast(row_key as uuid) from store.rejects where register = 'members')
    union all
    select 'cases', case_code, valid_from, valid_to from store.hist_cases
    where case_code in (select row_key from store.rejects)
    union all
    select 'duties', duty_code, valid_from, valid_to from store.hist_duties
    where duty_code in (select row_key from store.rejects)
),

-- A store of an older program has no organization_code until its next load.
known as (
    select * from store.rejects
    union all by name
    select null::varchar as organization_code where false
),

numbered as (
    select *, row_number() over () as reject_no
    from known
    where $as_of::date is null or as_of = $as_of::date
)

select
    any_value(rejects.as_of) as as_of,
    any_value(rejects.file) as file,
    any_value(rejects.line) as line,
    any_value(rejects.column_name) as "column",
    any_value(rejects.reason) as reason,
    any_value(rejects.found) as found,
    any_value(rejects.expected) as expected,
    min(snapshots.as_of) as mended_in,
    any_value(rejects.organization_code) as organization_code,
from numbered as rejects
left join accepted
    on accepted.register = rejects.register
    and accepted.row_code = rejects.row_key
left join store.snapshots as snapshots
    on snapshots.as_of > rejects.as_of
    and snapshots.as_of >= accepted.valid_from
    and (accepted.valid_to is null or snapshots.as_of < accepted.valid_to)
group by rejects.reject_no
order by as_of, file, line
