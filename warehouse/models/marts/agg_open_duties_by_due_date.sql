-- One row per due date, organisation and duty type of duties that are still to be done on the newest as_of.
-- workdays: those after the due date up to as_of (overdue), or after as_of up to the due date; age_band: of overdue ones. Before 1930 and after 2100: no workdays.
with open_duties as (
    select
        duties.*,
        cast(abs(snapshots.workday_no - days.workday_no) as integer) as workdays,
    from marts.fct_duties as duties
    left join int_workdays as days on days.day = duties.due_date
    cross join (
        select workday_no from int_workdays where day = (select max(as_of) from int_snapshots)
    ) as snapshots
    where duties.duty_status in ('overdue', 'not_yet_due')
)

select
    due_date,
    organization_key,
    organization_code,
    current_organization_code,
    organization_type,
    duty_type,
    workdays,
    case
        when duty_status <> 'overdue' then null
        when workdays <= 7 then '0-7'
        when workdays <= 15 then '8-15'
        when workdays <= 30 then '16-30'
        when workdays <= 60 then '31-60'
        when workdays <= 90 then '61-90'
        else 'over 90'
    end as age_band,
    count(*) filter (duty_status = 'overdue') as overdue_count,
    count(*) filter (duty_status = 'not_yet_due') as not_yet_due_count,
from open_duties
group by all
