-- One row per duty, with its code.
-- Codes follow the order of assignment and never change.
create table duty_lives as
    select
        row_number() over (order by assigned_on, draw) as duty_no,
        'NV' || year(assigned_on) || '-' || printf('%06d', row_number() over (order by assigned_on, draw)) as duty_code,
        *
    from duty_courses
    order by duty_no;
