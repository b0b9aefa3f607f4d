-- One row per month and organisation of $codes with anything counted in it: its own part, and it with all below it.
-- Cases and members; types of the time or of today, as the basis tells. all_* is the sum over the tree of that month.
with

pairs as (
    select
        ancestor_code,
        organization_code,
        ancestor_code = organization_code as is_own,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis
        and list_contains($codes, ancestor_code)
        and (
            len($organization_type) = 0
            or $basis <> 'current'
            or organization_code in (
                select organization_code
                from marts.dim_organization
                where is_current and list_contains($organization_type, organization_type)
            )
        )
),

counted as (
    select
        month,
        if($basis = 'current', current_organization_code, organization_code) as counted_code,
        organization_type,
        opened_count,
        closed_count,
        pending_end_count as pending_count,
        overdue_end_count as overdue_count,
        0 as member_count
    from marts.agg_case_flow_by_month
    where month between $from::date and $to::date
        and (len($case_type) = 0 or list_contains($case_type, case_type))
    union all
    select
        month,
        if($basis = 'current', current_organization_code, organization_code),
        organization_type,
        0,
        0,
        0,
        0,
        member_count
    from marts.agg_members_by_month
    where month between $from::date and $to::date
),

by_organization as (
    select
        month,
        counted_code as organization_code,
        sum(opened_count) as opened_count,
        sum(closed_count) as closed_count,
        sum(pending_count) as pending_count,
        sum(overdue_count) as overdue_count,
        sum(member_count) as member_count
    from counted
    where len($organization_type) = 0
        or $basis = 'current'
        or list_contains($organization_type, organization_type)
    group by month, counted_code
)

select
    strftime(by_organization.month, '%Y-%m') as month,
    pairs.ancestor_code as organization_code,
    coalesce(sum(by_organization.opened_count), 0)::bigint as all_opened_count,
    coalesce(sum(by_organization.closed_count), 0)::bigint as all_closed_count,
    coalesce(sum(by_organization.pending_count), 0)::bigint as all_pending_count,
    coalesce(sum(by_organization.overdue_count), 0)::bigint as all_overdue_count,
    coalesce(sum(by_organization.member_count), 0)::bigint as all_member_count,
    coalesce(sum(by_organization.opened_count) filter (where pairs.is_own), 0)::bigint as own_opened_count,
    coalesce(sum(by_organization.closed_count) filter (where pairs.is_own), 0)::bigint as own_closed_count,
    coalesce(sum(by_organization.pending_count) filter (where pairs.is_own), 0)::bigint as own_pending_count,
    coalesce(sum(by_organization.overdue_count) filter (where pairs.is_own), 0)::bigint as own_overdue_count,
    coalesce(sum(by_organization.member_count) filter (where pairs.is_own), 0)::bigint as own_member_count
from pairs
inner join by_organization
    on by_organization.organization_code = pairs.organization_code
    and by_organization.month >= pairs.from_month
    and by_organization.month < pairs.to_month
group by by_organization.month, pairs.ancestor_code
order by by_organization.month, pairs.ancestor_code
