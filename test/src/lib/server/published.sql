-- A published warehouse small enough to work out every figure by hand: 6 grassroots organisations, 13 months.
-- B merged into C on 2026-10-10; C changed its type and D its parent in the newest snapshot; E sent nothing then.
create schema marts;
create schema meta;

create table marts.dim_month as
select
    month::date as month,
    last_day(month::date) as period_end,
    case when month >= date '2026-08-01' then last_day(month::date) end as snapshot_as_of,
    month >= date '2026-08-01' as has_snapshot,
    month = date '2026-10-01' as is_newest
from range(timestamp '2025-10-01', timestamp '2026-10-02', interval 1 month) as months(month);

create table marts.dim_organization as
select
    organization_key, organization_code, 'Tổ chức ' || organization_code as organization_name,
    organization_level, organization_type, parent_code,
    null::date as established_date, ended_date::date as ended_date,
    valid_from::date as valid_from, valid_to::date as valid_to, valid_to is null as is_current,
    current_organization_code
from (values
    (1, 'P', 'province_committee', null, null, null, '2026-08-31', null, 'P'),
    (2, 'U', 'upper_committee', null, 'P', null, '2026-08-31', null, 'U'),
    (3, 'A', 'grassroots_cell', 'agency', 'U', null, '2026-08-31', null, 'A'),
    (4, 'B', 'grassroots_cell', 'private_enterprise', 'U', '2026-10-09', '2026-08-31', null, 'C'),
    (5, 'C', 'grassroots_cell', 'private_enterprise', 'U', null, '2026-08-31', '2026-10-31', 'C'),
    (6, 'C', 'grassroots_cell', 'other', 'U', null, '2026-10-31', null, 'C'),
    (7, 'D', 'grassroots_committee', 'public_service_unit', 'P', null, '2026-08-31', '2026-10-31', 'D'),
    (8, 'D', 'grassroots_committee', 'public_service_unit', 'U', null, '2026-10-31', null, 'D'),
    (9, 'E', 'grassroots_cell', 'agency', 'P', null, '2026-08-31', null, 'E')
) as rows(
    organization_key, organization_code, organization_level, organization_type, parent_code, ended_date,
    valid_from, valid_to, current_organization_code
);

create table marts.dim_organization_subtree as
select basis, ancestor_code, organization_code, from_month::date as from_month, to_month::date as to_month
from (values
    ('as_reported', 'P', ['P', 'U', 'A', 'B', 'C', 'D', 'E'], null, null),
    ('as_reported', 'U', ['U', 'A', 'B', 'C'], null, null),
    ('as_reported', 'U', ['D'], '2026-10-01', null),
    ('as_reported', 'A', ['A'], null, null),
    ('as_reported', 'B', ['B'], null, null),
    ('as_reported', 'C', ['C'], null, null),
    ('as_reported', 'D', ['D'], null, null),
    ('as_reported', 'E', ['E'], null, null),
    ('current', 'P', ['P', 'U', 'A', 'C', 'D', 'E'], null, null),
    ('current', 'U', ['U', 'A', 'C', 'D'], null, null),
    ('current', 'A', ['A'], null, null),
    ('current', 'C', ['C'], null, null),
    ('current', 'D', ['D'], null, null),
    ('current', 'E', ['E'], null, null)
) as rows(basis, ancestor_code, codes, from_month, to_month), unnest(codes) as below(organization_code);

create view placed as
select organization_key, organization_code, current_organization_code, organization_type
from marts.dim_organization;

create table marts.agg_case_flow_by_month as
select
    (month || '-01')::date as month, placed.*, case_type,
    opened_count, closed_count, transferred_in_count, transferred_out_count,
    transferred_in_count as transferred_in_within_count, transferred_out_count as transferred_out_within_count,
    0::bigint as vanished_count, pending_start_count, pending_end_count, overdue_end_count,
    closed_on_time_count, closed_with_due_count, first_pass_count
from (values
    ('2025-10', 3, 'admission_check', 5, 0, 0, 0, 0, 5, 0, 0, 0, 0),
    ('2025-11', 3, 'admission_check', 0, 5, 0, 0, 5, 0, 0, 4, 5, 3),
    ('2026-09', 3, 'admission_check', 6, 2, 0, 0, 0, 4, 1, 1, 2, 2),
    ('2026-09', 4, 'admission_check', 4, 1, 0, 0, 0, 3, 0, 0, 0, 1),
    ('2026-09', 7, 'petition', 2, 0, 0, 0, 0, 2, 0, 0, 0, 0),
    ('2026-09', 9, 'admission_check', 1, 1, 0, 0, 0, 0, 0, 1, 1, 1),
    ('2026-10', 3, 'admission_check', 3, 1, 0, 0, 4, 6, 2, 1, 1, 0),
    ('2026-10', 4, 'admission_check', 0, 0, 0, 3, 3, 0, 0, 0, 0, 0),
    ('2026-10', 6, 'admission_check', 2, 1, 3, 0, 0, 4, 3, 0, 1, 1),
    ('2026-10', 8, 'petition', 0, 2, 0, 0, 2, 0, 0, 0, 0, 2)
) as rows(
    month, key, case_type, opened_count, closed_count, transferred_in_count, transferred_out_count,
    pending_start_count, pending_end_count, overdue_end_count, closed_on_time_count, closed_with_due_count,
    first_pass_count
)
inner join placed on placed.organization_key = rows.key;

create table marts.agg_backlog_by_month as
select (month || '-01')::date as month, placed.*, case_type, stage, age_band, pending_count, overdue_count
from (values
    ('2025-10', 3, 'admission_check', 'unknown', '0-7', 5, 0),
    ('2026-09', 3, 'admission_check', 'intake', '0-7', 4, 1),
    ('2026-09', 4, 'admission_check', 'intake', '0-7', 3, 0),
    ('2026-09', 7, 'petition', 'unknown', '8-15', 2, 0),
    ('2026-10', 3, 'admission_check', 'appraisal', '0-7', 3, 0),
    ('2026-10', 3, 'admission_check', 'verification', 'over 90', 3, 2),
    ('2026-10', 6, 'admission_check', 'appraisal', '16-30', 4, 3)
) as rows(month, key, case_type, stage, age_band, pending_count, overdue_count)
inner join placed on placed.organization_key = rows.key;

create table marts.agg_conclusion_days_by_month as
select (month || '-01')::date as month, placed.*, case_type, workdays, case_count
from (values
    ('2026-09', 3, 'admission_check', 5, 1),
    ('2026-10', 3, 'admission_check', 1, 2),
    ('2026-10', 3, 'admission_check', 3, 3),
    ('2026-10', 3, 'admission_check', 8, 1),
    ('2026-10', 6, 'admission_check', 3, 2),
    ('2026-10', 6, 'admission_check', 20, 2)
) as rows(month, key, case_type, workdays, case_count)
inner join placed on placed.organization_key = rows.key;

create table marts.agg_external_days_by_month as
select
    (month || '-01')::date as month, placed.*, 'admission_check' as case_type,
    external_workdays_closed, total_workdays_closed, external_workdays_pending, total_workdays_pending
from (values
    ('2026-09', 3, 4, 20, 6, 30),
    ('2026-10', 3, 1, 9, 10, 40),
    ('2026-10', 6, 0, 0, 5, 11)
) as rows(
    month, key, external_workdays_closed, total_workdays_closed, external_workdays_pending,
    total_workdays_pending
)
inner join placed on placed.organization_key = rows.key;

create table marts.agg_decisions_by_month as
select (month || '-01')::date as month, placed.*, 'admission_check' as case_type, decision_count, concluded_before_count
from (values ('2026-09', 3, 2, 1), ('2026-10', 3, 3, 3), ('2026-10', 6, 1, 0))
    as rows(month, key, decision_count, concluded_before_count)
inner join placed on placed.organization_key = rows.key;

create table marts.agg_duties_by_month as
select
    (month || '-01')::date as month, placed.*, duty_type, due_count, on_time_count, late_count, overdue_count,
    not_yet_due_count, unknown_count, waived_count
from (values
    ('2026-09', 3, 'annual_plan', 4, 2, 1, 1, 0, 0, 1),
    ('2026-09', 7, 'education_session', 3, 0, 0, 1, 0, 2, 0),
    ('2026-10', 6, 'annual_plan', 2, 2, 0, 0, 0, 0, 0),
    ('2026-12', 3, 'annual_plan', 2, 0, 0, 0, 2, 0, 0)
) as rows(
    month, key, duty_type, due_count, on_time_count, late_count, overdue_count, not_yet_due_count,
    unknown_count, waived_count
)
inner join placed on placed.organization_key = rows.key;

create table marts.agg_members_by_month as
select
    (month || '-01')::date as month, placed.*, member_count, member_count as official_count,
    0::bigint as probationary_count, 0::bigint as exempt_count, 0::bigint as suspended_count
from (values
    ('2026-08', 3, 40), ('2026-08', 4, 10), ('2026-08', 5, 20), ('2026-08', 7, 30),
    ('2026-09', 3, 40), ('2026-09', 4, 10), ('2026-09', 5, 20), ('2026-09', 7, 30), ('2026-09', 9, 50),
    ('2026-10', 3, 50), ('2026-10', 6, 30), ('2026-10', 8, 20)
) as rows(month, key, member_count)
inner join placed on placed.organization_key = rows.key;

create table marts.agg_organizations_by_month as
select (month || '-01')::date as month, organization_level, organization_type, organization_count
from (values
    ('2026-09', 'province_committee', null, 1), ('2026-09', 'upper_committee', null, 1),
    ('2026-09', 'grassroots_cell', 'agency', 2), ('2026-09', 'grassroots_cell', 'private_enterprise', 2),
    ('2026-09', 'grassroots_committee', 'public_service_unit', 1),
    ('2026-10', 'province_committee', null, 1), ('2026-10', 'upper_committee', null, 1),
    ('2026-10', 'grassroots_cell', 'agency', 2), ('2026-10', 'grassroots_cell', 'other', 1),
    ('2026-10', 'grassroots_committee', 'public_service_unit', 1)
) as rows(month, organization_level, organization_type, organization_count);

drop view placed;

create table meta.snapshots as
select as_of::date as as_of, 'test' as source
from (values ('2026-08-31'), ('2026-09-30'), ('2026-10-31')) as rows(as_of);

create table meta.not_delivered as
select as_of::date as as_of, organization_code
from (values ('2026-09-30', 'D'), ('2026-10-31', 'E')) as rows(as_of, organization_code);

create table meta.codes as
select code_list, code, code as label_vi, code as label_en, 1 as sort_order
from (values
    ('organization_level', ['province_committee', 'upper_committee', 'grassroots_committee', 'grassroots_cell']),
    ('organization_type', ['agency', 'public_service_unit', 'private_enterprise', 'other']),
    ('case_type', ['admission_check', 'petition']),
    ('stage', ['intake', 'verification', 'appraisal', 'unknown']),
    ('age_band', ['0-7', '8-15', '16-30', '31-60', '61-90', 'over 90']),
    ('duty_type', ['annual_plan', 'education_session'])
) as rows(code_list, codes), unnest(codes) as listed(code);
