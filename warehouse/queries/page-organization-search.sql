-- One row per organisation whose code, or whose name at any time, holds every word of $words; one page of the list.
-- Tone marks, đ and case do not count. Ended ones too; matched_name is the name that was found where it is an older one.
with

names as (
    select
        *,
        replace(lower(strip_accents(organization_name)), 'đ', 'd') as folded_name,
        lower(organization_code) as folded_code
    from marts.dim_organization
),

words as (
    select replace(lower(strip_accents($words::varchar)), 'đ', 'd') as phrase
),

each_word as (
    select unnest(regexp_extract_all(phrase, '[^[:space:]]+')) as word
    from words
),

named as (
    select names.organization_key
    from names
    cross join each_word
    group by names.organization_key
    having bool_and(strpos(names.folded_name, each_word.word) > 0)
),

matches as (
    select
        names.*,
        names.folded_code = words.phrase as is_code,
        starts_with(names.folded_code, words.phrase) as starts_code,
        strpos(' ' || names.folded_name || ' ', ' ' || words.phrase || ' ') > 0 as has_phrase
    from names
    cross join words
    where starts_with(names.folded_code, words.phrase)
        or names.organization_key in (select organization_key from named)
),

found as (
    select
        organization_code,
        max_by(organization_name, valid_from) as matched_name,
        bool_or(is_code) as is_code,
        bool_or(starts_code) as starts_code,
        bool_or(has_phrase) as has_phrase,
        bool_or(is_current) as matches_now
    from matches
    group by organization_code
),

placed as (
    select
        newest.organization_code,
        newest.organization_name,
        newest.organization_level,
        newest.organization_type,
        newest.established_date,
        newest.ended_date,
        if(found.matches_now, null, found.matched_name) as matched_name,
        count(*) over () as found_count,
        row_number() over (
            order by
                found.is_code desc,
                found.starts_code desc,
                newest.organization_level in ('member_cell', 'section_committee'),
                newest.ended_date is null desc,
                found.has_phrase desc,
                char_length(newest.organization_name),
                newest.organization_name collate vi,
                newest.organization_code
        ) as place
    from found
    inner join marts.dim_organization as newest
        on newest.organization_code = found.organization_code
        and newest.is_current
)

select
    organization_code,
    organization_name,
    organization_level,
    organization_type,
    strftime(established_date, '%Y-%m-%d') as established_date,
    strftime(ended_date, '%Y-%m-%d') as ended_date,
    matched_name,
    found_count::bigint as found_count
from placed
where place > $offset::integer and place <= $offset::integer + $limit::integer
order by place
