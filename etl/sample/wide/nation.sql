-- One row per nothing: how large the nation is.
-- 34 + 3,366 + 20,600 + 30,000 = 54,000 organisations; cases over 120 months.
set variable province_count = 34;
set variable upper_count = 3366;
set variable unit_count = 20600;
set variable cell_count = 30000;
set variable member_count = 5600000;
set variable case_count = 20000000;
set variable first_day = date '2016-11-01';
set variable last_day = date '2026-10-31';
set variable first_duty_year = 2024;
