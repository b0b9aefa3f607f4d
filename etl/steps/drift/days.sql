-- One row per landed snapshot, file and way in which days look wrong though each may stand: two of them in the wrong order
-- among rows that are new or changed, or rejected dates that would be some with the month in front, as others may be unseen.
with crossed as (
    select valid_from as as_of, 'cases' as file, 'due_on < received_on' as subject
    from landing.opened_cases
    where due_on < received_on
    union all
    select valid_from, 'cases', 'external_answered_on < external_sent_on'
    from landing.opened_cases
    where external_answered_on < external_sent_on
    union all
    select valid_from, 'organizations', 'ended_on < established_on'
    from landing.opened_organizations
    where ended_on < established_on
),

found as (
    select as_of, file, 'days_crossed' as kind, subject from crossed
    union all
    select as_of, register, 'month_first', column_name
    from landing.new_rejects
    where
        reason = 'wrong_type'
        and regexp_full_match(found, '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}')
        and try_strptime(translate(found, '/.', '--'), '%m-%d-%Y') is not null
)

select as_of, file, kind, subject, count(*) as value
from found
group by as_of, file, kind, subject
