-- One row per month with a snapshot of any province, under the newest date; the source tells of how many provinces there is one, and for the newest month who is late or missing.
-- Earlier snapshots of the same month are left out. sha256 is that of the provinces' hashes in their order.
select
    days.told_as_of as as_of,
    if(
        days.told_as_of = (select max(told_as_of) from snapshot_days),
        (select source from told),
        'Bản chốt của ' || count(*) || '/' || (select province_count from told) || ' tỉnh'
    ) as source,
    max(snapshots.loaded_at) as loaded_at,
    sha256(string_agg(snapshots.sha256, ' ' order by snapshots.prefix)) as sha256,
    bool_or(snapshots.is_correction) as is_correction,
from rows_of_provinces as snapshots
inner join snapshot_days as days
    on days.prefix = snapshots.prefix
    and days.as_of = snapshots.as_of
group by days.told_as_of
