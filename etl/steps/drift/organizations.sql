-- One row per landed snapshot and oddity of organisations, with their number and the first three of them.
-- Silent: named as not delivered. Emptied: members in the snapshot before, none now, and not ended. Alike: codes, one of
-- them new or of a changed row, that differ only in case, marks, Đ for D, the kind of dash or a form such as ² for 2: what
-- Unicode sorts alike at first sight, which is what stands before the first 01 of a key of its collation. Its label: such signs.
with members as (
    select 0 as snapshot_no, organization_code
    from base.hist_members
    where valid_to is null
    group by organization_code
    union all
    select snapshot_no, organization_code
    from landing.members
    where reason is null
    group by snapshot_no, organization_code
),

emptied as (
    select snapshots.as_of, existing.organization_code
    from members as earlier
    inner join landing.snapshots as snapshots on snapshots.snapshot_no = earlier.snapshot_no + 1
    inner join landing.organizations as existing
        on existing.reason is null
        and existing.snapshot_no = snapshots.snapshot_no
        and existing.organization_code = earlier.organization_code
        and coalesce(existing.ended_on > snapshots.as_of, true)
    where (snapshots.snapshot_no, earlier.organization_code) not in (select (snapshot_no, organization_code) from members)
),

folded as (
    select
        snapshots.as_of,
        organizations.organization_code,
        regexp_extract(
            icu_sort_key(regexp_replace(organizations.organization_code, '[\p{Pd}\x{02D7}\x{2796}]', '-', 'g'), 'root'),
            '^((?:[1-9A-F][0-9A-F]|0[02-9A-F])*)01',
            1
        ) as folded_code,
    from landing.organizations as organizations
    inner join landing.snapshots as snapshots using (snapshot_no)
    where organizations.reason is null
),

alike as (
    select as_of, unnest(list(organization_code)) as organization_code
    from folded
    group by as_of, folded_code
    having
        count(*) > 1
        and bool_or((as_of, organization_code) in (select (valid_from, organization_code) from landing.opened_organizations))
),

found as (
    select as_of, 'members' as file, 'organisation_emptied' as kind, organization_code from emptied
    union all
    select as_of, 'organizations', 'organisation_alike', organization_code from alike
    union all
    select distinct as_of, 'snapshot', 'organisation_silent', unnest(not_delivered) from landing.new_snapshots
)

select
    as_of,
    file,
    kind,
    array_to_string(list(organization_code order by organization_code)[:3], ', ') as subject,
    case
        when kind = 'organisation_alike'
            then array_to_string(
                list_transform(
                    list_sort(list_distinct(flatten(list(regexp_extract_all(organization_code, '[^ -~À-ɏẠ-ỹ]'))))),
                    lambda sign: printf('U+%04X', unicode(sign))
                ),
                ' '
            )
    end as label_vi,
    count(*) as value,
from found
group by as_of, file, kind
