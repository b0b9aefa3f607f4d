-- One row per member on as_of.
-- In a committee members belong to its cells, elsewhere to the organisation itself.
select
    member_lives.member_code,
    case
        when holders.organization_level = 'grassroots_committee'
            then
                member_lives.unit_code
                || lpad((1 + member_lives.serial % unit_cells.cell_count)::varchar, 2, '0')
        else holders.organization_code
    end as organization_code,
    case
        when view_days.day between member_lives.suspended_from and member_lives.suspended_from + 150 then 'suspended'
        when view_days.day < member_lives.official_on then 'probationary'
        when view_days.day >= member_lives.exempt_from then 'exempt'
        else 'official'
    end as member_status,
    member_lives.admitted_on
from member_lives
inner join view_days on view_days.unit_code = member_lives.unit_code
inner join holders
    on
        holders.start_code = member_lives.unit_code
        and holders.valid_from <= view_days.day
        and coalesce(holders.valid_until, date '9999-12-31') > view_days.day
left join unit_cells on unit_cells.unit_code = member_lives.unit_code
where
    member_lives.joined_on <= view_days.day
    and coalesce(member_lives.left_on, date '9999-12-31') > view_days.day
