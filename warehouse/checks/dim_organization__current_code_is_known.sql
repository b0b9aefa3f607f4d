-- One row per organisation without a code of today.
-- Mỗi tổ chức có mã hiện nay.
select organization_code
from marts.dim_organization
where current_organization_code is null
