-- One row per measure and month of due date, counted duty by duty from the newest rows of world.hist_duties.
-- Duties of an organisation that did not exist on the due date are left out; judged on the newest day of world.snapshots.
with newest as (
    select *
    from world.hist_duties
    qualify row_number() over (partition by duty_code order by valid_from desc) = 1
),

judged as (
    select
        cast(date_trunc('month', newest.due_on) as date) as month,
        case
            when newest.duty_state is not null then newest.duty_state
            when newest.fulfilled_on <= newest.due_on then 'on_time'
            when newest.fulfilled_on > newest.due_on then 'late'
            when newest.due_on < (select max(as_of) from world.snapshots) then 'overdue'
            else 'not_yet_due'
        end as duty_status,
    from newest
    inner join world.organizations as organizations
        on organizations.organization_code = newest.organization_code
        and newest.due_on between organizations.exists_from and organizations.exists_until
)

select
    month,
    'duties.' || unnest(['due_count', 'on_time_count', 'late_count', 'overdue_count', 'unknown_count']) as measure,
    unnest([
        count(*) filter (duty_status not in ('waived', 'not_applicable')),
        count(*) filter (duty_status = 'on_time'),
        count(*) filter (duty_status = 'late'),
        count(*) filter (duty_status = 'overdue'),
        count(*) filter (duty_status = 'unknown')
    ]) as value,
from judged
group by month
