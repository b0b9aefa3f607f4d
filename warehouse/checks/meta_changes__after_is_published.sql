-- One row per change of a count whose value afterwards is not what the tables by organisation sum up to.
-- Giá trị sau thay đổi đúng bằng số liệu của bản này, cộng từ các bảng theo tổ chức.
-- The value after a change is what this version shows, summed over the organisations.
with cases as (
    select
        month,
        sum(opened_count) as cases_opened,
        sum(closed_count) as cases_closed,
        sum(pending_end_count) as cases_pending,
        sum(overdue_end_count) as cases_overdue,
    from marts.agg_case_flow_by_month
    where month in (select month from meta.changes)
    group by month
),

duties as (
    select month, sum(due_count) as duties_due, sum(overdue_count) as duties_overdue
    from marts.agg_duties_by_month
    where month in (select month from meta.changes)
    group by month
),

published as (
    select month, metric_id, value from (unpivot cases on columns(* exclude month) into name metric_id value value)
    union all
    select month, metric_id, value from (unpivot duties on columns(* exclude month) into name metric_id value value)
    union all
    select month, 'members', sum(member_count) from marts.agg_members_by_month group by month
    union all
    select month, 'organizations', sum(organization_count) from marts.agg_organizations_by_month group by month
)

select changes.metric_id, changes.month, changes.value_after, published.value
from meta.changes as changes
left join published on published.metric_id = changes.metric_id and published.month = changes.month
where
    changes.metric_id in (
        'cases_opened', 'cases_closed', 'cases_pending', 'cases_overdue',
        'duties_due', 'duties_overdue', 'members', 'organizations'
    )
    and changes.value_after <> coalesce(published.value, 0)
