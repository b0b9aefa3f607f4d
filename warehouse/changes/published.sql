-- One row per measure and month that a published version shows: all organisations together, as reported.
-- Measures that add up row by row; quantiles and working days have no place here.
with flows as (
    select
        month,
        cast(sum(opened_count) as bigint) as opened_count,
        cast(sum(closed_count) as bigint) as closed_count,
        cast(sum(pending_end_count) as bigint) as pending_end_count,
        cast(sum(overdue_end_count) as bigint) as overdue_end_count,
        cast(sum(closed_on_time_count) as bigint) as closed_on_time_count,
        cast(sum(closed_with_due_count) as bigint) as closed_with_due_count,
        cast(sum(first_pass_count) as bigint) as first_pass_count,
    from marts.agg_case_flow_by_type
    where basis = 'as_reported'
    group by month
),

decisions as (
    select
        month,
        cast(sum(decision_count) as bigint) as decision_count,
        cast(sum(concluded_before_count) as bigint) as concluded_before_count,
    from marts.agg_decisions_by_type
    where basis = 'as_reported'
    group by month
),

duties as (
    select
        month,
        cast(sum(due_count) as bigint) as due_count,
        cast(sum(on_time_count) as bigint) as on_time_count,
        cast(sum(late_count) as bigint) as late_count,
        cast(sum(overdue_count) as bigint) as overdue_count,
        cast(sum(unknown_count) as bigint) as unknown_count,
    from marts.agg_duties_by_type
    where basis = 'as_reported'
    group by month
)

select month, 'case_flow.' || column_name as measure, value
from (unpivot flows on columns(* exclude month) into name column_name value value)

union all

select month, 'decisions.' || column_name, value
from (unpivot decisions on columns(* exclude month) into name column_name value value)

union all

select month, 'duties.' || column_name, value
from (unpivot duties on columns(* exclude month) into name column_name value value)

union all

select month, 'members.member_count', cast(sum(member_count) as bigint)
from marts.agg_members_by_type
where basis = 'as_reported'
group by month

union all

select month, 'organizations.organization_count', cast(sum(organization_count) as bigint)
from marts.agg_organizations_by_month
group by month
