-- One row per month and organisation of $codes with duties due in it: its own part, and it with all below it.
-- Each month by the tree of that month; types of the time or of today, as the basis tells. judged: on time, late, overdue.
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
),

duties as (
    select
        duties.month,
        if($basis = 'current', duties.current_organization_code, duties.organization_code) as organization_code,
        sum(duties.on_time_count) as on_time_count,
        sum(duties.on_time_count + duties.late_count + duties.overdue_count) as judged_count
    from marts.agg_duties_by_month as duties
    left join marts.dim_organization as newest
        on $basis = 'current'
        and newest.organization_code = duties.current_organization_code
        and newest.is_current
    where duties.month between $from::date and $to::date
        and (
            len($organization_type) = 0
            or list_contains($organization_type, if($basis = 'current', newest.organization_type, duties.organization_type))
        )
    group by all
)

select
    strftime(duties.month, '%Y-%m') as month,
    pairs.ancestor_code as organization_code,
    sum(duties.on_time_count)::bigint as all_on_time_count,
    sum(duties.judged_count)::bigint as all_judged_count,
    coalesce(sum(duties.on_time_count) filter (where pairs.is_own), 0)::bigint as own_on_time_count,
    coalesce(sum(duties.judged_count) filter (where pairs.is_own), 0)::bigint as own_judged_count
from pairs
inner join duties
    on duties.organization_code = pairs.organization_code
    and duties.month >= pairs.from_month
    and duties.month < pairs.to_month
group by duties.month, pairs.ancestor_code
order by duties.month, pairs.ancestor_code
