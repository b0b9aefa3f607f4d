-- What the administrator of a ClickHouse runs once: who publishes, and who reads. Nobody can sign in before the administrator
-- has said how: alter user lang_kinh_reader identified with sha256_password by '...' host ip '10.0.0.0/8';
create settings profile if not exists lang_kinh_reader settings
    cast_keep_nullable = 1,
    distributed_product_mode = 'global',
    enable_extended_results_for_datetime_functions = 1,
    group_by_use_nulls = 1,
    join_use_nulls = 1,
    max_execution_time = 30,
    output_format_json_quote_64bit_integers = 0,
    prefer_column_name_to_alias = 1,
    session_timezone = 'UTC',
    readonly = 1;
create user if not exists lang_kinh_reader host none settings profile 'lang_kinh_reader';
create user if not exists lang_kinh_publisher host none;
grant select on `lang_kinh*`.* to lang_kinh_reader;
grant select on system.tables, select on system.columns to lang_kinh_reader;
grant create, drop, insert, select, alter delete on `lang_kinh*`.* to lang_kinh_publisher;
grant select on system.tables, select on system.databases to lang_kinh_publisher;
grant cluster on *.* to lang_kinh_publisher;
grant system sync replica on `lang_kinh*`.* to lang_kinh_publisher;
