-- One row per nothing: from here on the registers are read in order and by one thread.
-- DuckDB's parallel joins give rows in another order each time, and sorting 20 million rows would take more memory
-- than this: one thread, each join looking up its right side, is repeatable.
set disabled_optimizers = 'join_order,build_side_probe_side';
set threads = 1;
