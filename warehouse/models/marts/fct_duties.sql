-- One row per duty of an organisation that existed on its due date, by its newest row.
-- Status against the newest as_of; the key is random, so that nothing can be read from it.
with newest as (
    select *
    from store.hist_duties
    qualify row_number() over (partition by duty_code order by valid_from desc) = 1
),

judged as (
    select
        newest.*,
        months.month,
        months.structure_as_of,
        case
            when newest.duty_state is not null then newest.duty_state
            when newest.fulfilled_on <= newest.due_on then 'on_time'
            when newest.fulfilled_on > newest.due_on then 'late'
            when newest.due_on < (select max(as_of) from int_snapshots) then 'overdue'
            else 'not_yet_due'
        end as duty_status,
    from newest
    inner join int_organizations as organizations
        on organizations.organization_code = newest.organization_code
        and newest.due_on between organizations.exists_from and organizations.exists_until
    inner join int_months as months on months.month = date_trunc('month', newest.due_on)
)

select
    cast(row_number() over (order by random()) as integer) as duty_key,
    organizations.organization_key,
    judged.organization_code,
    codes.current_organization_code,
    organizations.organization_type,
    judged.duty_type,
    judged.document_code,
    judged.due_on as due_date,
    judged.fulfilled_on as fulfilled_date,
    judged.duty_status,
from judged
inner join int_organization_at as organizations
    on organizations.as_of = judged.structure_as_of
    and organizations.organization_code = judged.organization_code
inner join int_current_codes as codes on codes.organization_code = judged.organization_code
