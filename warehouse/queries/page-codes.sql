-- One row per code of a code list, with its names, in the order in which readers see them.
-- Codes of every list, whatever their period of validity: past figures need past names.
select
    code_list,
    code,
    label_vi,
    label_en
from meta.codes
order by code_list, sort_order, code
