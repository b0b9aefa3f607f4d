-- One row per case to come: its month and type.
-- Volumes per month and type are literal; after June 2020 chance adds a little.
create table case_numbers as
    with months as (
        select unnest(generate_series(date '2018-11-01', date '2026-10-01', interval 1 month))::date as month
    ),

    planned as (
        select
            months.month,
            case_types.case_type,
            case_types.is_batch,
            case_types.member_share,
            floor(
                case_volumes.per_month * case_types.seasons[month(months.month)]
                * case
                    when months.month < date '2020-07-01' then 1
                    else 0.84 + 0.32 * chance('volume ' || case_types.case_type, months.month)
                end
                + chance('rounding ' || case_types.case_type, months.month)
            )::integer as case_count
        from months
        inner join read_csv(getvariable('facts') || '/block/case-volumes.csv', header = true) as case_volumes
            on months.month between case_volumes.month_from and case_volumes.month_until
        inner join case_types on case_types.case_type = case_volumes.case_type
    ),

    numbered as (
        select
            planned.month,
            planned.case_type,
            planned.is_batch,
            planned.member_share,
            unnest(generate_series(1, planned.case_count)) as n
        from planned
    )

    from numbered;
