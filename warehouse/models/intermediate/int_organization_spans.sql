-- One row per row of dim_organization, with the snapshots at which its attributes hold: from_no inclusive, to_no exclusive.
-- Those of the last snapshot up to one that has the organisation; the first ones hold before it was seen, too.
with numbered as (
    select *, row_number() over (partition by organization_code order by valid_from) as period_no
    from marts.dim_organization
)

select
    numbered.organization_code,
    numbered.organization_key,
    numbered.organization_level,
    numbered.organization_type,
    numbered.parent_code,
    case when numbered.period_no = 1 then 1 else starts.snapshot_no end as from_no,
    coalesce(ends.snapshot_no, (select max(snapshot_no) + 1 from int_snapshots)) as to_no,
from numbered
inner join int_snapshots as starts on starts.as_of = numbered.valid_from
left join int_snapshots as ends on ends.as_of = numbered.valid_to
