-- One row per landed file and cause that rejected rows tell: by what was found in them, or by organisations that stand
-- above each other in a ring. Its label is the first lines of such rows, its subject the sign that stands in their codes.
with recursive orphans as (
    select snapshot_no, organization_code, parent_code, line
    from landing.organizations
    where reason = 'unknown_organization' and reason_column = 'parent_code'
),

-- Twice as far up at each step: what is still reached after more steps than there are organisations stands in a ring.
above as (
    select snapshot_no, organization_code, parent_code as reached_code, 0 as doublings
    from orphans
    union all
    select near.snapshot_no, near.organization_code, far.reached_code, near.doublings + 1
    from above as near
    inner join above as far
        on far.snapshot_no = near.snapshot_no
        and far.organization_code = near.reached_code
    where near.doublings < (select ceil(log2(count(*) + 1)) from orphans)
),

rejected as (
    select
        as_of,
        register as file,
        line,
        case
            when found = 'tiêu đề lặp lại' then 'heading_repeated'
            when regexp_full_match(found, 'text of [0-9]+ \([“”„‟‘’«»]\)') then 'quotes_curly'
            when regexp_full_match(found, 'text of [0-9]+ \(U\+[0-9A-F]+\)') then 'sign_foreign'
        end as kind,
        nullif(regexp_extract(found, 'U\+[0-9A-F]+'), '') as sign
    from landing.new_rejects
    union all
    select snapshots.as_of, 'organizations', orphans.line, 'parents_in_ring', null
    from orphans
    inner join landing.snapshots as snapshots using (snapshot_no)
    where (orphans.snapshot_no, orphans.organization_code) in (
        select (snapshot_no, reached_code) from above where doublings = (select ceil(log2(count(*) + 1)) from orphans)
    )
)

select
    as_of,
    file,
    kind,
    case when kind = 'sign_foreign' then sign end as subject,
    array_to_string(list(line order by line)[1:5], ', ') || case when count(*) > 5 then ', …' else '' end as label_vi,
    label_vi as label_en,
    count(*) as value
from rejected
where kind is not null
group by as_of, file, kind, case when kind = 'sign_foreign' then sign end
