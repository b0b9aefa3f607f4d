-- One row per snapshot and file whose rows read are not those kept and those rejected.
-- Dòng đọc = dòng nhận + dòng loại.
-- Rows read = rows kept + rows rejected.
select as_of, file
from meta.loads
where rows_read_count <> rows_kept_count + rows_rejected_count
