-- One row per landed file and cause that rejected rows tell: by what was found in them, or by organisations that stand
-- above each other in a ring of up to twenty. Its label is the first lines of such rows.
with recursive orphans as (
    select snapshot_no, organization_code, parent_code, line
    from landing.organizations
    where reason = 'unknown_organization' and reason_column = 'parent_code'
),

above as (
    select snapshot_no, organization_code, parent_code as reached_code, line, 1 as steps
    from orphans
    union all
    select above.snapshot_no, above.organization_code, orphans.parent_code, above.line, above.steps + 1
    from above
    inner join orphans
        on orphans.snapshot_no = above.snapshot_no
        and orphans.organization_code = above.reached_code
    where above.reached_code <> above.organization_code and above.steps < 20
),

rejected as (
    select
        as_of,
        register as file,
        line,
        case
            when found = 'tiêu đề lặp lại' then 'heading_repeated'
            when regexp_full_match(found, 'text of [0-9]+ \([“”„‟‘’«»]\)') then 'quotes_curly'
        end as kind
    from landing.new_rejects
    union all
    select snapshots.as_of, 'organizations', above.line, 'parents_in_ring'
    from above
    inner join landing.snapshots as snapshots using (snapshot_no)
    where above.reached_code = above.organization_code
)

select
    as_of,
    file,
    kind,
    null as subject,
    array_to_string(list(line order by line)[1:5], ', ') || case when count(*) > 5 then ', …' else '' end as label_vi,
    label_vi as label_en,
    count(*) as value
from rejected
where kind is not null
group by as_of, file, kind
