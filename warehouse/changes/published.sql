-- One row per measure and month that a published version shows: all organisations together, as reported.
-- Measures that add up row by row; quantiles and working days have no place here.
select month, 'case_flow.' || column_name as measure, cast(sum(value) as bigint) as value
from (
    unpivot (from marts.agg_case_flow_by_type where basis = 'as_reported')
    on
        opened_count,
        closed_count,
        pending_end_count,
        overdue_end_count,
        closed_on_time_count,
        closed_with_due_count,
        first_pass_count
    into name column_name value value
)
group by month, column_name

union all

select month, 'decisions.' || column_name, cast(sum(value) as bigint)
from (
    unpivot (from marts.agg_decisions_by_type where basis = 'as_reported')
    on decision_count, concluded_before_count
    into name column_name value value
)
group by month, column_name

union all

select month, 'duties.' || column_name, cast(sum(value) as bigint)
from (
    unpivot (from marts.agg_duties_by_type where basis = 'as_reported')
    on due_count, on_time_count, late_count, overdue_count, unknown_count
    into name column_name value value
)
group by month, column_name

union all

select month, 'members.member_count', cast(sum(member_count) as bigint)
from marts.agg_members_by_type
where basis = 'as_reported'
group by month

union all

select month, 'organizations.organization_count', cast(sum(organization_count) as bigint)
from marts.agg_organizations_by_month
group by month
