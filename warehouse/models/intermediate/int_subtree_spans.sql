-- One row per organisation, itself or one below it, and unbroken span of snapshots in whose trees that is so.
-- from_no inclusive, to_no exclusive. A loop (possible only between organisations of different snapshots) is walked once.
with recursive below as (
    select
        organization_code as ancestor_code,
        organization_code,
        min(from_no) as from_no,
        max(to_no) as to_no,
    from int_organization_spans
    group by organization_code

    union

    select
        below.ancestor_code,
        children.organization_code,
        greatest(below.from_no, children.from_no),
        least(below.to_no, children.to_no),
    from below
    inner join int_organization_spans as children
        on children.parent_code = below.organization_code
        and children.from_no < below.to_no
        and children.to_no > below.from_no
),

-- An organisation may stand below another by several ways, one after the other or at once.
reached as (
    select
        *,
        max(to_no) over (
            partition by ancestor_code, organization_code order by from_no
            rows between unbounded preceding and 1 preceding
        ) as reached_no,
    from below
),

numbered as (
    select
        *,
        count(*) filter (from_no > reached_no) over (
            partition by ancestor_code, organization_code order by from_no
            rows unbounded preceding
        ) as island,
    from reached
)

select
    ancestor_code,
    organization_code,
    min(from_no) as from_no,
    max(to_no) as to_no,
from numbered
group by ancestor_code, organization_code, island
