-- One row per landed file and pair of columns whose values seem to have changed places: rejected rows with a value of the
-- one column in the other, or with the code of an organisation as their own code, in a tenth of all rows and in three.
with strange as (
    select snapshot_no, 'organizations' as file, reason_column as subject, fits from landing.organizations
    union all
    select snapshot_no, 'members', reason_column, fits from landing.members
    union all
    select snapshot_no, 'cases', reason_column, fits from landing.cases
    union all
    select snapshot_no, 'duties', reason_column, fits from landing.duties
    union all
    select snapshot_no, 'successions', reason_column, fits from landing.successions
    union all
    select snapshot_no, 'members', 'organization_code', 'member_code'
    from landing.members
    where
        reason in ('duplicate_code', 'unknown_organization')
        and member_key in (select member_key from landing.organization_pseudonyms)
    union all
    select snapshot_no, 'cases', 'organization_code', 'case_code'
    from landing.cases
    where
        reason in ('duplicate_code', 'unknown_organization')
        and case_code in (select organization_code from landing.organizations where reason is null)
    union all
    select snapshot_no, 'duties', 'organization_code', 'duty_code'
    from landing.duties
    where
        reason in ('duplicate_code', 'unknown_organization')
        and duty_code in (select organization_code from landing.organizations where reason is null)
),

counted as (
    select snapshots.as_of, strange.file, subject || ', ' || fits as subject, count(*) as value
    from strange
    inner join landing.snapshots as snapshots using (snapshot_no)
    where fits is not null
    group by snapshots.as_of, strange.file, subject, fits
)

select counted.as_of, counted.file, 'columns_swapped' as kind, subject, value
from counted
inner join landing.new_loads as loads on loads.as_of = counted.as_of and loads.file = counted.file
where value >= 3 and value * 10 >= loads.rows_read_count
