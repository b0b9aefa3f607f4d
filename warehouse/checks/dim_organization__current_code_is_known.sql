-- One row per organisation without a code of today.
-- Mỗi tổ chức có mã hiện nay.
-- Every organisation has a code of today.
select organization_code
from marts.dim_organization
where current_organization_code is null
