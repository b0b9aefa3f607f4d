-- One row per code list: every word that means a code as it stands (codes, labels as listed), and every label folded.
-- A word that is a code means that code; of equal labels the list's own comes before those of reference.code_labels.
create schema if not exists landing;

create or replace table landing.code_maps as
with codes as (
    select code_list, code, label_vi
    from reference.codes
    where code <> 'unknown' or code_list = 'duty_state'
),

spoken as (
    select code_list, label_vi as label, fold_label(label_vi) as folded, code, 1 as position
    from codes
    union all
    select code_list, label, fold_label(label), code, 2
    from reference.code_labels
),

labels as (
    select code_list, folded, arg_min(code, position) as code
    from spoken
    group by code_list, folded
),

words as (
    select code_list, word, arg_min(code, position) as code
    from (
        select code_list, code as word, code, 1 as position
        from codes
        union all
        select spoken.code_list, spoken.label, labels.code, 2
        from spoken
        inner join labels using (code_list, folded)
    )
    group by code_list, word
)

select code_list, words, labels
from (select code_list, map_from_entries(list((word, code))) as words from words group by code_list)
inner join (
    select code_list, map_from_entries(list((folded, code))) as labels from labels group by code_list
) using (code_list);
