-- One row per organisation, cells below the committees included, and span of unchanged attributes.
-- A cell lives while the organisation that stands for its unit is a committee.
create table unit_cells as
    with committees as (
        select
            holders.start_code as unit_code,
            min(holders.valid_from) as first_from,
            bool_or(holders.organization_code = holders.start_code) as was_committee_itself,
            min(holders.valid_from) = date '1900-01-01' as from_start
        from holders
        inner join units on units.unit_code = holders.start_code
        where holders.organization_level = 'grassroots_committee'
        group by all
    ),

    sized as (
        select
            committees.*,
            units.started_on,
            units.ended_on,
            max(headcounts.members) filter (
                where
                    headcounts.counted_on >= committees.first_from
                    or committees.from_start
            ) as members
        from committees
        inner join units on units.unit_code = committees.unit_code
        inner join headcounts on headcounts.unit_code = committees.unit_code
        group by all
    )

    select
        unit_code,
        case when from_start then coalesce(started_on, date '2019-01-01') else first_from end as established_on,
        from_start and started_on is null as is_oldest,
        ended_on,
        case when was_committee_itself then greatest(3, round(members / 15.0))::integer else 1 end as cell_count
    from sized;

create table cell_names as
    select
        organization_type,
        row_number() over (partition by organization_type order by ordinal) as cell_no,
        cell_name
    from read_csv(getvariable('facts') || '/shared/cell-names.csv', header = true);

create table unit_cell_rows as
    select
        unit_cells.unit_code,
        cells.cell_no,
        unit_cells.unit_code || lpad(cells.cell_no::varchar, 2, '0') as cell_code,
        unit_cells.established_on,
        unit_cells.is_oldest,
        unit_cells.ended_on,
        unit_cells.cell_count
    from unit_cells
    cross join lateral (select unnest(generate_series(1, unit_cells.cell_count))::integer as cell_no) as cells;

create table organization_rows as
    select
        organization_dates.organization_code,
        organization_states.organization_name,
        organization_states.organization_level,
        organization_states.organization_type,
        organization_states.parent_code,
        organization_dates.established_on,
        organization_dates.ended_on,
        greatest(organization_dates.shown_from, organization_states.valid_from) as valid_from,
        organization_states.valid_until
    from organization_dates
    inner join organization_states on organization_states.organization_code = organization_dates.organization_code
    union all
    select
        unit_cell_rows.cell_code,
        case
            when unit_cell_rows.cell_count = 1
                then 'Chi bộ ' || regexp_replace(first_state.organization_name, '^(Đảng bộ|Chi bộ) ', '')
            else
                'Chi bộ ' || coalesce(cell_names.cell_name, 'số ' || unit_cell_rows.cell_no) || ', '
                || regexp_replace(first_state.organization_name, '^(Đảng bộ|Chi bộ) ', '')
        end,
        'member_cell',
        holders.organization_type,
        holders.organization_code,
        case when not unit_cell_rows.is_oldest then unit_cell_rows.established_on end,
        unit_cell_rows.ended_on,
        greatest(unit_cell_rows.established_on, holders.valid_from),
        holders.valid_until
    from unit_cell_rows
    inner join holders
        on
            holders.start_code = unit_cell_rows.unit_code
            and coalesce(holders.valid_until, date '9999-12-31') > unit_cell_rows.established_on
    inner join organization_states as first_state
        on first_state.organization_code = unit_cell_rows.unit_code and first_state.valid_until is not distinct from (
            select min(valid_until) from organization_states as s where s.organization_code = unit_cell_rows.unit_code
        )
    left join cell_names
        on
            cell_names.organization_type = first_state.organization_type
            and cell_names.cell_no = unit_cell_rows.cell_no;
