-- One row per case whose dates contradict each other.
-- Ngày tiếp nhận không sau ngày kết luận, ngày kết luận không sau ngày kết thúc.
-- Receipt is not after conclusion, conclusion not after closing.
select organization_code, case_type, received_date
from marts.fct_cases
where closed_date < received_date or concluded_date < received_date or concluded_date > closed_date
