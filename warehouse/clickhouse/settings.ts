/**
 * What makes ClickHouse count and compare as DuckDB does. Sent with every question; the profile of reader.sql has the
 * same values, so that a user who may change no setting can read.
 */
export const readerSettings = {
  cast_keep_nullable: 1,
  distributed_product_mode: 'global',
  enable_extended_results_for_datetime_functions: 1,
  group_by_use_nulls: 1,
  join_use_nulls: 1,
  max_execution_time: 30,
  output_format_json_quote_64bit_integers: 0,
  prefer_column_name_to_alias: 1,
  session_timezone: 'UTC',
} as const;

/** What a push needs besides: time, and that rows are on their shards when it goes on. */
export const writerSettings = {
  ...readerSettings,
  distributed_foreground_insert: 1,
  max_execution_time: 0,
} as const;
