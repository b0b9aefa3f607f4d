-- One row per duty assigned on or before as_of.
-- A duty not yet due moves with its organisation; a past one stays where it was due.
select
    duty_lives.duty_code,
    coalesce(holders.organization_code, duty_lives.start_code) as organization_code,
    duty_lives.duty_type,
    duty_lives.document_code,
    duty_lives.due_on,
    case
        when duty_lives.fulfilled_on <= view_days.day and duty_lives.duty_state is null then duty_lives.fulfilled_on
    end as fulfilled_on,
    case when duty_lives.state_from <= view_days.day then duty_lives.duty_state end as duty_state
from duty_lives
inner join view_days on view_days.unit_code = duty_lives.unit_code
left join holders
    on
        holders.start_code = duty_lives.start_code
        and holders.valid_from <= least(view_days.day, duty_lives.due_on)
        and coalesce(holders.valid_until, date '9999-12-31') > least(view_days.day, duty_lives.due_on)
where duty_lives.assigned_on <= view_days.day
