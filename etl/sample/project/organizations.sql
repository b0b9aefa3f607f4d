-- One row per organisation that the register knows on as_of.
-- An end is written down once it has come.
select
    organization_code,
    organization_name,
    organization_level,
    organization_type,
    parent_code,
    established_on,
    case when ended_on <= getvariable('as_of') then ended_on end as ended_on
from organization_rows
where
    valid_from <= getvariable('as_of')
    and coalesce(valid_until, date '9999-12-31') > getvariable('as_of')
