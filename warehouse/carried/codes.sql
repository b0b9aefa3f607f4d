-- One row per organisation code whose chain of successions is another one than in the older version.
-- A succession is new, gone or in force only now; or the code was not among the organisations. Codes that are linked with such a one count.
with recursive before as (
    select distinct from_code, to_code, event, event_on, event_on <= cut.as_of as is_in_force
    from before.successions
    cross join before.cut as cut
    where
        successions.as_of = (select max(as_of) from before.successions_delivered)
        and to_code is not null
),

now as (
    select
        from_code,
        to_code,
        event,
        event_on,
        event_on <= (select max(as_of) from store.snapshots) as is_in_force,
    from carried.successions
),

changed as (
    (from before except from now)
    union all
    (from now except from before)
),

links as (
    select from_code as one_code, to_code as other_code from before
    union
    select to_code, from_code from before
    union
    select from_code, to_code from now
    union
    select to_code, from_code from now
),

reached as (
    select from_code as organization_code from changed
    union
    select to_code from changed
    union
    select organization_code
    from store.hist_organizations
    group by organization_code
    having min(valid_from) > (select as_of from before.cut)

    union

    select links.other_code
    from reached
    inner join links on links.one_code = reached.organization_code
)

select organization_code from reached
