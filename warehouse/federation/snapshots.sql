-- One row per snapshot date that all provinces have; the source tells how many these are, and who is missing.
-- sha256 is that of the provinces' hashes in their order.
select
    as_of,
    (select source from told) as source,
    max(loaded_at) as loaded_at,
    sha256(string_agg(sha256, ' ' order by prefix)) as sha256,
    bool_or(is_correction) as is_correction,
from rows_of_provinces
group by as_of
having count(*) = (select count(*) from provinces)
