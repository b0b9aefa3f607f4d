-- One row per organisation, with the code under which the analyst's file shows it.
-- An organisation that had 10 members in itself and below in no snapshot stands under its newest parent, repeated upwards.
with recursive sizes as (
    select
        subtree.ancestor_code as organization_code,
        members.snapshot_no,
        sum(members.member_count) as member_count,
    from int_subtree_spans as subtree
    inner join int_member_counts as members
        on members.organization_code = subtree.organization_code
        and members.snapshot_no >= subtree.from_no
        and members.snapshot_no < subtree.to_no
    group by subtree.ancestor_code, members.snapshot_no
),

large as (
    select distinct organization_code from sizes where member_count >= 10
),

walk as (
    select
        codes.organization_code,
        codes.organization_code as at_code,
        1 as steps,
    from int_current_codes as codes

    union all

    select walk.organization_code, organizations.parent_code, walk.steps + 1
    from walk
    inner join int_organizations as organizations on organizations.organization_code = walk.at_code
    where
        walk.at_code not in (select organization_code from large)
        and organizations.parent_code is not null
        and walk.steps < 20
)

select organization_code, arg_max(at_code, steps) as shown_code
from walk
group by organization_code
