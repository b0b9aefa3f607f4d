-- One row per code of a code list, with its labels.
-- Shipped in warehouse/codes.
select code_list, code, label_vi, label_en, sort_order
from reference.codes
