-- One row per organisation ever accepted, with its span of existence by the newest dates.
-- No founding date: since the first snapshot that shows it (always, if that is the oldest). Gone without an end: the day before.
with newest as (
    select organization_code, parent_code, established_on, ended_on, valid_to as gone_on
    from store.hist_organizations
    qualify row_number() over (partition by organization_code order by valid_from desc) = 1
),

firsts as (
    select organization_code, min(valid_from) as first_seen_on
    from store.hist_organizations
    group by organization_code
)

select
    newest.organization_code,
    newest.parent_code,
    coalesce(
        newest.established_on,
        case
            when firsts.first_seen_on = (select min(as_of) from int_snapshots) then date '-infinity'
            else firsts.first_seen_on
        end
    ) as exists_from,
    coalesce(newest.ended_on, newest.gone_on - 1, date 'infinity') as exists_until,
    coalesce(newest.ended_on, newest.gone_on - 1) as ended_date,
from newest
inner join firsts on firsts.organization_code = newest.organization_code
