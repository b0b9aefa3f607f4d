-- One row per organisation that sent nothing for as_of.
-- Named by the code that it has on that day.
select distinct holders.organization_code
from not_delivered
inner join holders
    on
        holders.start_code = not_delivered.unit_code
        and holders.valid_from <= getvariable('as_of')
        and coalesce(holders.valid_until, date '9999-12-31') > getvariable('as_of')
where not_delivered.as_of = getvariable('as_of')
order by holders.organization_code
