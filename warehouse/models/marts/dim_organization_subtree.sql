-- One row per basis, organisation, itself or one below it, and span of months in which that holds.
-- from_month inclusive, to_month exclusive, null open. Basis current has current codes only, by the newest tree.
with recursive structures as (
    select
        snapshots.snapshot_no,
        min(months.month) as from_month,
        row_number() over (order by snapshots.snapshot_no) as structure_no,
    from int_months as months
    inner join int_snapshots as snapshots on snapshots.as_of = months.structure_as_of
    group by snapshots.snapshot_no
),

-- A month is named by one snapshot, so that another one of it names none.
bounds as (
    select numbers.snapshot_no, 1 + count(structures.structure_no) as structure_no
    from (select unnest(range(1, max(snapshot_no) + 2)) as snapshot_no from int_snapshots) as numbers
    left join structures on structures.snapshot_no < numbers.snapshot_no
    group by numbers.snapshot_no
),

spans as (
    select
        subtree.ancestor_code,
        subtree.organization_code,
        starts.structure_no as from_no,
        ends.structure_no as to_no,
    from int_subtree_spans as subtree
    inner join bounds as starts on starts.snapshot_no = subtree.from_no
    inner join bounds as ends on ends.snapshot_no = subtree.to_no
    where starts.structure_no < ends.structure_no
),

broken as (
    select
        *,
        from_no > lag(to_no) over (partition by ancestor_code, organization_code order by from_no) as is_broken,
    from spans
),

numbered as (
    select
        *,
        count(*) filter (is_broken) over (
            partition by ancestor_code, organization_code order by from_no
            rows unbounded preceding
        ) as island,
    from broken
),

whole as (
    select ancestor_code, organization_code, min(from_no) as from_no, max(to_no) as to_no
    from numbered
    group by ancestor_code, organization_code, island
),

newest as (
    select organization_code, parent_code
    from marts.dim_organization
    where is_current
),

current_below as (
    select organization_code as ancestor_code, organization_code from newest
    union
    select current_below.ancestor_code, newest.organization_code
    from current_below
    inner join newest on newest.parent_code = current_below.organization_code
)

select
    'as_reported' as basis,
    whole.ancestor_code,
    whole.organization_code,
    case when whole.from_no > 1 then starts.from_month end as from_month,
    ends.from_month as to_month,
from whole
inner join structures as starts on starts.structure_no = whole.from_no
left join structures as ends on ends.structure_no = whole.to_no

union all

select 'current', ancestor_code, organization_code, null, null
from current_below
where organization_code in (select current_organization_code from int_current_codes)
