-- One row per landed file and cause that rejected rows tell by what was found in them.
-- Its label is the first lines of such rows.
with rejected as (
    select
        as_of,
        register as file,
        line,
        case
            when found = 'tiêu đề lặp lại' then 'heading_repeated'
            when regexp_full_match(found, 'text of [0-9]+ \([“”„‟‘’«»]\)') then 'quotes_curly'
        end as kind
    from landing.new_rejects
)

select
    as_of,
    file,
    kind,
    null as subject,
    array_to_string(list(line order by line)[1:5], ', ') || case when count(*) > 5 then ', …' else '' end as label_vi,
    label_vi as label_en,
    count(*) as value
from rejected
where kind is not null
group by as_of, file, kind
