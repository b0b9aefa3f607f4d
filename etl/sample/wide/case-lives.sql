-- One row per case, computed as it is read: at this scale it is never kept whole.
-- No oddities here: nothing vanishes, moves or comes late.
create view case_lives as
    from case_courses;
