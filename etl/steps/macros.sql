-- One macro per kind of value in a register: text as it stands -> value, or null where it is none.
-- Blanks at the ends (no-break and zero-width too), NFC; empty and '-' are null. Dates are ISO or day-first.
create or replace macro trim_text(x) as
    trim(
        nfc_normalize(x),
        -- all that Unicode calls a blank, with the zero-width and direction marks that offices paste along; a list
        -- computed of their numbers took 5 ms wherever a statement trims
        concat(
            ' ', chr(9), chr(10), chr(11), chr(12), chr(13), chr(133), chr(160), chr(173), chr(5760), chr(8192),
            chr(8193), chr(8194), chr(8195), chr(8196), chr(8197), chr(8198), chr(8199), chr(8200), chr(8201), chr(8202),
            chr(8203), chr(8204), chr(8205), chr(8206), chr(8207), chr(8232), chr(8233), chr(8239), chr(8287), chr(8288),
            chr(12288), chr(65279)
        )
    );

-- The same, quicker for values of signs and Latin letters that are in NFC whatever stands beside them (to put Vietnamese
-- names there took ten times as long), and for others that begin and end with a letter or sign that is seen.
create or replace macro clean_text(x) as
    case
        when regexp_full_match(x, '[!-~À-ɏẠ-ỹ]([ -~À-ɏẠ-ỹ]*[!-~À-ɏẠ-ỹ])?') then x
        when regexp_full_match(x, '(?s)[!-~À-ɏẠ-ỹ].*[!-~À-ɏẠ-ỹ]') then nfc_normalize(x)
        else trim_text(x)
    end;

-- Text of letters, digits and - _ . ~ alone, told without a regexp: it needs no trimming, and no code of such has a fault.
create or replace macro plain_text(x) as
    case when url_encode(x) = x then x end;

create or replace macro clean_date(x) as
    case
        when cast(try_cast(x as date) as varchar) = x and length(x) = 10
            then try_cast(x as date)
        when regexp_full_match(x, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}')
            or regexp_full_match(x, '[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}')
            or regexp_full_match(x, '[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}')
            then cast(try_strptime(replace(replace(x, '/', '-'), '.', '-'), '%d-%m-%Y') as date)
    end;

-- The forms that registers are full of, told at a glance; null for any other, which clean_date may still read.
create or replace macro swift_date(x) as
    case
        -- by way of a timestamp: a cast to a date passes over a sign behind it
        when x like '____-__-__' then cast(try_cast(x as timestamp) as date)
        when x like '__/__/____' and x >= '0' then cast(try_strptime(x, '%d/%m/%Y') as date)
    end;

create or replace macro clean_count(x) as
    case
        -- one, or a thousand as other countries write it: nobody can tell
        when regexp_full_match(x, '[1-9][0-9]{0,2},000') then null
        when regexp_full_match(x, '[0-9]{1,9}(,0+)?')
            then try_cast(split_part(x, ',', 1) as integer)
        when regexp_full_match(x, '[0-9]{1,3}(\.[0-9]{3})+(,0+)?')
            then try_cast(replace(split_part(x, ',', 1), '.', '') as integer)
    end;

-- Plain digits, without zeros before them; null for any other form, which clean_count may still read.
create or replace macro swift_count(x) as
    case
        when cast(try_cast(x as integer) as varchar) = x and try_cast(x as integer) between 0 and 999999999
            then try_cast(x as integer)
    end;

-- The quote with which a value begins that a program wrote or a typist turned into one for print; null where none does.
-- By a pattern: DuckDB makes a join of a long list after IN, and a join may change the order of the rows of a file.
create or replace macro quote_sign(x) as
    nullif(regexp_extract(x, '^["“”„‟‘’«»]'), '');

-- What keeps a code from being one: a spreadsheet's formula, guard or exponent, a quote in front, or the first sign that is not seen or that
-- looks like another (zero-width and no-break blanks, soft hyphens, other alphabets, full-width letters); null for a good code.
create or replace macro code_fault(x) as
    case
        when regexp_full_match(x, '[(-<>-~][ -~]*') and not contains(x, 'E+') then null
        when regexp_full_match(x, '[0-9]([.,][0-9]+)?E\+[0-9]+') then 'E+'
        when x[1] in ('=', '''') or quote_sign(x) is not null then x[1]
        when not regexp_full_match(x, '[ -~]*')
            then printf('U+%04X', unicode(nullif(regexp_extract(
                x,
                '[^ -~\p{Latin}\p{P}\p{S}\p{No}\p{Nl}\x{0300}-\x{034E}\x{0350}-\x{036F}]'
                || '|[\x{2010}-\x{2012}\x{2043}\x{2044}\x{2212}\x{2215}\x{FE00}-\x{FE6F}\x{FF00}-\x{FFFD}]'
            ), '')))
    end;

-- The code that people see where a faulty one is shown: without signs that nobody sees and a spreadsheet's guard, blanks
-- as blanks. Letters that look like others stay what they are: which ones were meant is not known.
create or replace macro seen_code(x) as
    trim_text(regexp_replace(
        regexp_replace(x, '^[''"“”„‟‘’«»]|["”’»]$|[\x{00AD}\x{034F}\x{061C}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FE00}-\x{FE0F}\x{FEFF}]', '', 'g'),
        '[\x{00A0}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]', ' ', 'g'
    ));

-- Whether a code without control signs needs that look.
create or replace macro may_be_faulty(x) as
    strlen(x) <> length(x) or x < '(' or starts_with(x, '=') or contains(x, 'E+');

create or replace macro found_literal(x, kind) as
    case
        when x is null then null
        when kind = 'date' and regexp_full_match(x, '[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}') then x
        when kind = 'count' and regexp_full_match(x, '[-+]?[0-9]{1,6}([.,][0-9]{1,3})?') then x
        -- what looks like a code of a list: in a file with swapped columns a member's code may stand here
        when kind = 'code' and regexp_full_match(x, '([a-z_]{1,40}|[A-Z_]{1,40})[0-9]{0,2}') then x
        else concat('text of ', length(x), ' (' || quote_sign(x) || ')')
    end;

create or replace macro is_total_label(x) as
    regexp_full_match(
        lower(trim_text(x)),
        '(tổng|cộng|total)([ :.]*|[ :.]*[(0-9].*)|(tổng số|tổng cộng|cộng chung|trong đó)([ :.,(].*)?'
        || '|(tổng|cộng) (các|toàn|khối|nhóm|mục|trang|tháng|quý|đơn vị|cơ quan|đảng bộ|đảng ủy|đảng uỷ|chi bộ)( .*)?'
    );

-- The whole number that a cell of a totals row shows, alone or behind its label.
create or replace macro total_number(x) as
    try_cast(replace(regexp_extract(x, '^(?:[^0-9]*[ :.(])?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9})(?:[^0-9.,/-][^0-9]*)?$', 1), '.', '') as integer);

-- A label in the form in which labels are compared: lower case, single blanks, tone mark on the second vowel of oa, oe, uy.
create or replace macro fold_label(x) as
    list_reduce(
        [
            'òa>oà', 'óa>oá', 'ỏa>oả', 'õa>oã', 'ọa>oạ', 'òe>oè', 'óe>oé', 'ỏe>oẻ', 'õe>oẽ', 'ọe>oẹ',
            'ùy>uỳ', 'úy>uý', 'ủy>uỷ', 'ũy>uỹ', 'ụy>uỵ'
        ],
        lambda text, move: replace(text, split_part(move, '>', 1), split_part(move, '>', 2)),
        lower(regexp_replace(clean_text(x), '\s+', ' ', 'g'))
    );

create or replace macro keyed_hash(inner_pad, outer_pad, x) as
    sha256(outer_pad || unhex(sha256(inner_pad || encode(x))));
