-- One row per code of a code list.
-- In the order in which readers see them.
select
    code_list,
    code
from meta.codes
order by code_list, sort_order, code
