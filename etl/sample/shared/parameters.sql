-- One row per case type, per case type and organisation type, per slow spell, per duty type.
-- Invented parameters of the sample: no office's real figures.
create table case_types as
    select
        * exclude (seasons),
        cast(string_split(seasons, ' ') as double[]) as seasons
    from read_csv(getvariable('facts') || '/shared/case-types.csv', header = true);

create table affinities as
    from read_csv(getvariable('facts') || '/shared/affinities.csv', header = true);

create table slow_spots as
    from read_csv(getvariable('facts') || '/shared/slow-spots.csv', header = true);

create table duty_types as
    from read_csv(getvariable('facts') || '/shared/duty-types.csv', header = true);

create table duty_calendar as
    from read_csv(getvariable('facts') || '/shared/duty-calendar.csv', header = true);

create table document_plans as
    from read_csv(getvariable('facts') || '/shared/document-plans.csv', header = true);

-- How much more often each kind of organisation misses a duty than an agency's average.
create table diligence as
    from (
        values
            ('agency', 0.7),
            ('public_service_unit', 0.9),
            ('state_owned_enterprise', 0.9),
            ('state_controlled_enterprise', 1.05),
            ('state_minority_enterprise', 1.4),
            ('private_enterprise', 2.0),
            ('other', 1.0)
    ) as kinds (organization_type, miss_factor);
