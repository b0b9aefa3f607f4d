-- One row per nothing: how large the province is.
-- Members, upper committees: published for October 2025; the rest is in proportion.
set variable province_count = 1;
set variable upper_count = 139;
set variable unit_count = 2400;
set variable cell_count = 6100;
set variable member_count = 147054;
set variable case_count = 225000;
set variable first_day = date '2018-11-01';
set variable last_day = date '2026-10-31';
set variable first_duty_year = 2022;
