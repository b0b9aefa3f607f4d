-- One row per organisation without exactly one current row.
-- Mỗi mã tổ chức có đúng một dòng hiện hành.
-- Every organisation has exactly one current row.
select organization_code
from marts.dim_organization
group by organization_code
having count(*) filter (is_current) <> 1
