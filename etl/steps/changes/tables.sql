-- One statement per table by which versions are compared, made anew for each publish.
-- counted: value of a measure in a month; stage 0 as the older version shows it, 1 to 3 what rules, structure and late rows add, 4 as it is now.
create schema if not exists changes;
create or replace table changes.comparisons (compared_with varchar, compared_version varchar, compared_as_of date);
create or replace table changes.parts (metric_id varchar, is_denominator boolean, measure varchar, scale double);
create or replace table changes.months (month date, period_end date);
create or replace table changes.counted (compared_version varchar, stage integer, month date, measure varchar, value bigint);
