-- One row per snapshot, organisation and itself or an organisation below it, by the tree of that snapshot.
-- A loop (possible only between organisations of different snapshots) is walked once.
with recursive below as (
    select as_of, organization_code as ancestor_code, organization_code
    from int_organization_at

    union

    select below.as_of, below.ancestor_code, children.organization_code
    from below
    inner join int_organization_at as children
        on children.as_of = below.as_of
        and children.parent_code = below.organization_code
)

select as_of, ancestor_code, organization_code from below
