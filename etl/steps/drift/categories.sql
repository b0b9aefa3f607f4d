-- One row per landed snapshot, code column and code that vanished or whose share of the rows has left its usual range.
-- Usual: the mean of the snapshots before, 3 sample standard deviations to each side; asked from the 13th snapshot on.
with counted as (
    from base.category_counts
    union all by name
    from landing.new_category_counts
),

deliveries as (
    select file, as_of, any_value(kept_count) as kept_count
    from counted
    group by file, as_of
),

cells as (
    select
        deliveries.file,
        deliveries.as_of,
        codes.column_name,
        codes.code,
        coalesce(counted.row_count, 0) as row_count,
        coalesce(counted.row_count, 0) / deliveries.kept_count as share,
    from deliveries
    inner join (select distinct file, column_name, code from counted) as codes on codes.file = deliveries.file
    left join counted
        on counted.file = deliveries.file
        and counted.as_of = deliveries.as_of
        and counted.column_name = codes.column_name
        and counted.code = codes.code
),

compared as (
    select
        *,
        lag(row_count) over in_time as count_before,
        count(*) over before_it as snapshots_before,
        avg(share) over before_it as mean_share,
        stddev_samp(share) over before_it as deviation,
    from cells
    window
        in_time as (partition by file, column_name, code order by as_of),
        before_it as (
            partition by file, column_name, code order by as_of
            rows between unbounded preceding and 1 preceding
        )
),

-- A share that never moved has no deviation: then a whole percentage point is a move.
ranged as (
    select *, case when deviation < 1e-9 then 0.01 else 3 * deviation end as reach
    from compared
),

-- side: 1 above the usual range, -1 below; what stays outside has moved once only.
sided as (
    select
        *,
        case
            when snapshots_before >= 12 and round(abs(share - mean_share), 9) > round(reach, 9)
                then sign(share - mean_share)
            else 0
        end as side,
    from ranged
),

judged as (
    select
        *,
        case
            when row_count = 0 and count_before > 0 then 'category_vanished'
            when side <> 0 and side <> lag(side) over (partition by file, column_name, code order by as_of)
                then 'share_moved'
        end as kind,
    from sided
)

select
    judged.as_of,
    judged.file,
    judged.kind,
    judged.column_name || '=' || judged.code as subject,
    codes.label_vi,
    codes.label_en,
    judged.snapshots_before,
    case when judged.kind = 'share_moved' then round(judged.share, 9) else 0 end as value,
    case when judged.kind = 'share_moved' then round(greatest(0, judged.mean_share - judged.reach), 9) else judged.count_before end as expected_low,
    case when judged.kind = 'share_moved' then round(least(1, judged.mean_share + judged.reach), 9) end as expected_high,
from judged
left join reference.codes as codes on codes.code_list = judged.column_name and codes.code = judged.code
where judged.kind is not null and judged.as_of in (select as_of from landing.snapshots)
