-- One row per province, upper committee, unit and cell, each as it always was.
-- Codes are prefixes of the codes below: province 2, upper 3, unit 3, cell 2 digits.
create table holders as
    select
        unit_code as start_code,
        unit_code as organization_code,
        case when is_committee then 'grassroots_committee' else 'grassroots_cell' end as organization_level,
        organization_type,
        upper_code as parent_code,
        date '1900-01-01' as valid_from,
        null::date as valid_until
    from units;

create table unit_cells as
    select
        unit_code,
        cell_count
    from units
    where is_committee;

create table organization_rows as
    with everything as (
        select distinct
            province_code as organization_code,
            'Đảng bộ tỉnh số ' || province_code as organization_name,
            'province_committee' as organization_level,
            null::varchar as organization_type,
            null::varchar as parent_code
        from uppers
        union all
        select
            upper_code,
            'Đảng bộ cấp trên cơ sở số ' || upper_code,
            'upper_committee',
            null,
            province_code
        from uppers
        union all
        select
            unit_code,
            case when is_committee then 'Đảng bộ cơ sở số ' else 'Chi bộ cơ sở số ' end || unit_code,
            case when is_committee then 'grassroots_committee' else 'grassroots_cell' end,
            organization_type,
            upper_code
        from units
        union all
        select
            unit_code || lpad(cell_no::varchar, 2, '0'),
            'Chi bộ số ' || cell_no || ', đảng bộ số ' || unit_code,
            'member_cell',
            organization_type,
            unit_code
        from units
        cross join lateral (select unnest(generate_series(1, units.cell_count)) as cell_no) as cells
    )

    select
        *,
        null::date as established_on,
        null::date as ended_on,
        date '1900-01-01' as valid_from,
        null::date as valid_until
    from everything
    order by organization_code;

create table successions (from_code varchar, to_code varchar, event varchar, event_on date, legal_basis varchar);

create table not_delivered (as_of date, unit_code varchar, instead_of date);
