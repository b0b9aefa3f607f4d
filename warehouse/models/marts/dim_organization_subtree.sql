-- One row per basis, organisation, itself or one below it, and span of months in which that holds.
-- from_month inclusive, to_month exclusive, null open. Basis current has current codes only, by the newest tree.
with recursive structures as (
    select structure_as_of, min(month) as from_month, lead(min(month)) over (order by structure_as_of) as to_month
    from int_months
    group by structure_as_of
),

numbered as (
    select *, row_number() over (order by structure_as_of) as structure_no from structures
),

spans as (
    select
        subtree.ancestor_code,
        subtree.organization_code,
        numbered.structure_no - row_number() over pairs as island,
        numbered.structure_no,
        numbered.from_month,
        numbered.to_month,
    from int_subtree_at as subtree
    inner join numbered on numbered.structure_as_of = subtree.as_of
    window pairs as (partition by subtree.ancestor_code, subtree.organization_code order by numbered.structure_no)
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
    ancestor_code,
    organization_code,
    case when min(structure_no) = 1 then null else min(from_month) end as from_month,
    arg_max_null(to_month, structure_no) as to_month,
from spans
group by ancestor_code, organization_code, island

union all

select 'current', ancestor_code, organization_code, null, null
from current_below
where organization_code in (select current_organization_code from int_current_codes)
