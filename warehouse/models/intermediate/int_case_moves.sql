-- One row per step of a case from one holder to the next, with the day on which it takes effect.
-- A change is dated by the successions that explain it (each step on its own date), else by the snapshot that shows it.
with recursive shown as (
    select
        case_no,
        seen_from as seen_on,
        organization_code as to_code,
        lag(organization_code) over (partition by case_no order by seen_from) as from_code,
    from int_case_versions
    where case_no in (
        select case_no
        from int_case_versions
        where case_no in (select case_no from int_case_versions where seen_from > date '-infinity')
        group by case_no
        having count(distinct organization_code) > 1
    )
),

changes as (
    select
        shown.*,
        cases.received_on,
        row_number() over (partition by shown.case_no order by shown.seen_on) as change_no,
    from shown
    inner join int_cases as cases on cases.case_no = shown.case_no
    where shown.from_code <> shown.to_code
),

paths as (
    select
        from_code as start_code,
        to_code as end_code,
        [from_code, to_code] as codes,
        [event_on] as dates,
    from int_successions
    where from_code in (select from_code from changes) and from_code <> to_code

    union

    select
        paths.start_code,
        next.to_code,
        list_append(paths.codes, next.to_code),
        list_append(paths.dates, next.event_on),
    from paths
    inner join int_successions as next
        on next.from_code = paths.end_code
        and next.event_on >= paths.dates[-1]
        and not list_contains(paths.codes, next.to_code)
    where len(paths.codes) < 12
),

explained as (
    select
        changes.case_no,
        changes.change_no,
        changes.from_code,
        changes.to_code,
        changes.seen_on,
        paths.codes,
        paths.dates,
    from changes
    left join paths
        on paths.start_code = changes.from_code
        and paths.end_code = changes.to_code
        and paths.dates[1] > changes.received_on
        and paths.dates[-1] <= changes.seen_on
    qualify row_number() over (
        partition by changes.case_no, changes.change_no
        order by len(paths.dates), list_reverse(paths.dates) desc, paths.codes
    ) = 1
),

steps as (
    select
        case_no,
        change_no,
        unnest(range(1, len(coalesce(dates, [seen_on])) + 1)) as step_no,
        coalesce(codes, [from_code, to_code]) as codes,
        coalesce(dates, [seen_on]) as dates,
    from explained
)

select
    case_no,
    cast(row_number() over (partition by case_no order by change_no, step_no) as integer) as move_no,
    codes[step_no] as from_code,
    codes[step_no + 1] as to_code,
    max(dates[step_no]) over (
        partition by case_no order by change_no, step_no rows unbounded preceding
    ) as effective_on,
from steps
