-- One row per landed snapshot and kind of step back, with the number of cases and the organisations that hold most of them.
-- Against the row before, also after an absence; stages in the order of their code list.
with touched as (
    select distinct case_code from landing.opened_cases
),

versions as (
    select case_code, organization_code, stage, valid_from
    from base.hist_cases
    where case_code in (select case_code from touched)
    union all by name
    select case_code, organization_code, stage, valid_from
    from landing.opened_cases
),

steps as (
    select
        versions.valid_from as as_of,
        versions.organization_code,
        codes.sort_order as stage_no,
        lag(codes.sort_order) over (partition by versions.case_code order by versions.valid_from) as stage_no_before,
        lag(versions.stage) over (partition by versions.case_code order by versions.valid_from) = 'closed' as was_closed,
    from versions
    inner join reference.codes as codes on codes.code_list = 'stage' and codes.code = versions.stage
),

held as (
    select
        as_of,
        case when was_closed then 'case_reopened' else 'stage_back' end as kind,
        organization_code,
        count(*) as case_count,
    from steps
    where stage_no < stage_no_before and as_of in (select as_of from landing.snapshots)
    group by all
)

select
    as_of,
    'cases' as file,
    kind,
    array_to_string(list(organization_code order by case_count desc, organization_code)[:3], ', ') as subject,
    sum(case_count)::bigint as value,
from held
group by as_of, kind
