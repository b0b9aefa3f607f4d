-- One row per case that is pending and closed or vanished at once, or neither.
-- Hồ sơ đang giải quyết khi và chỉ khi chưa kết thúc và còn trong số liệu.
-- A case is pending if and only if it is not closed and still in the data.
select organization_code, case_type, received_date
from marts.fct_cases
where is_pending <> (closed_date is null and not is_vanished)
