-- One row per version: how many checks and published figures there are, and how many of them hold.
-- Figures whose month has no snapshot in this version have no computed value and are left out.
with

checks as (
    select * from meta.checks
),

figures as (
    select * from meta.reconciliation where computed_value is not null
)

select
    (select count(*) from checks) as check_count,
    (select count(*) from checks where passed) as passed_count,
    (select count(*) from figures) as figure_count,
    (select count(*) from figures where agrees) as agreeing_count
