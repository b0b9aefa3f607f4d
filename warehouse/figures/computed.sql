-- One row per published figure that measures.csv says how to compute, in the last snapshot of its month.
-- Grassroots: đảng bộ and chi bộ cơ sở that exist on the snapshot's day. 'below': these organisations and all under them.
with wanted as (
    select measures.*, max(snapshots.as_of) as as_of, max(snapshots.snapshot_no) as snapshot_no
    from reference.figure_measures as measures
    inner join reference.published_figures as figures on figures.id = measures.id
    inner join int_snapshots as snapshots on date_trunc('month', snapshots.as_of) = date_trunc('month', figures.as_of)
    group by all
),

roots as (
    select *, unnest(string_split(below, ';')) as root_code
    from wanted
    where below is not null
),

covered as (
    select distinct
        roots.id,
        roots.measure,
        roots.first_day,
        roots.last_day,
        roots.as_of,
        attributes.organization_code,
        attributes.organization_level,
        attributes.organization_type,
        attributes.parent_code = roots.root_code as is_direct,
        roots.as_of between spans.exists_from and spans.exists_until
            and attributes.organization_level in ('grassroots_committee', 'grassroots_cell') as is_grassroots,
    from roots
    inner join int_subtree_spans as subtree
        on subtree.ancestor_code = roots.root_code
        and roots.snapshot_no >= subtree.from_no
        and roots.snapshot_no < subtree.to_no
    inner join int_organization_at as attributes
        on attributes.as_of = roots.as_of
        and attributes.organization_code = subtree.organization_code
    inner join int_organizations as spans on spans.organization_code = subtree.organization_code
    where
        (roots.level is null or attributes.organization_level = roots.level)
        and (
            roots.type is null
            or attributes.organization_type = roots.type
            or roots.type = 'enterprise' and attributes.organization_type like '%_enterprise'
        )
),

concluded as (
    select covered.id, covered.measure, history.case_code, history.member_key, history.case_type
    from covered
    inner join store.hist_cases as history
        on history.organization_code = covered.organization_code
        and covered.as_of >= history.valid_from
        and covered.as_of < coalesce(history.valid_to, date 'infinity')
        and history.closing = 'concluded'
        and history.concluded_on between covered.first_day and covered.last_day
    where covered.measure in ('members_appraised', 'record_checks')
)

select id, count(*) filter (is_grassroots) as computed_value
from covered
where measure = 'grassroots'
group by id

union all

select id, count(distinct organization_type) filter (is_grassroots) from covered where measure = 'grassroots_types' group by id

union all

select covered.id, cast(sum(members.member_count) as bigint)
from covered
inner join int_member_counts as members
    on members.as_of = covered.as_of
    and members.organization_code = covered.organization_code
where covered.measure = 'members'
group by covered.id

union all

select id, count(distinct member_key)
from concluded
where
    measure = 'members_appraised'
    and case_type in ('appraisal_planning', 'appraisal_appointment', 'appraisal_reappointment', 'appraisal_committee')
group by id

union all

select id, count(*) from concluded where measure = 'record_checks' and case_type = 'record_check' group by id

union all

select wanted.id, count(*)
from wanted
inner join meta.successions as endings
    on endings.event = 'ended'
    and endings.event_on between wanted.first_day and wanted.last_day
where wanted.measure = 'ended'
group by wanted.id

union all

select covered.id, count(*)
from covered
inner join int_organizations as founded
    on founded.organization_code = covered.organization_code
    and founded.exists_from between covered.first_day and covered.last_day
where covered.measure = 'founded' and covered.is_grassroots and covered.is_direct
group by covered.id
