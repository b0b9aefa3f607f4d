-- One statement per table of the store: what is kept of the snapshots, with pseudonyms only.
-- hist_*: one row per code and period in which its row stayed the same; valid_to exclusive, null while it is in the newest snapshot.
create table if not exists store.facts (name varchar primary key, value varchar);
create table if not exists store.snapshots (as_of date primary key, source varchar, sha256 varchar, loaded_at timestamp, is_correction boolean, not_delivered varchar[]);
create table if not exists store.loads (as_of date, file varchar, format varchar, encoding varchar, rows_read_count bigint, rows_kept_count bigint, rows_rejected_count bigint, vanished_count bigint, ignored_columns varchar[]);
create table if not exists store.rejects (as_of date, register varchar, file varchar, line bigint, column_name varchar, reason varchar, found varchar, expected varchar, row_key varchar, organization_code varchar);
alter table store.rejects add column if not exists organization_code varchar;
create table if not exists store.hist_organizations (organization_code varchar, organization_name varchar, organization_level varchar, organization_type varchar, parent_code varchar, established_on date, ended_on date, valid_from date, valid_to date);
create table if not exists store.hist_members (member_key uuid, organization_code varchar, member_status varchar, valid_from date, valid_to date);
create table if not exists store.hist_cases (case_code varchar, organization_code varchar, member_key uuid, case_type varchar, stage varchar, received_on date, due_on date, external_sent_on date, external_answered_on date, paused_workdays integer, return_count integer, concluded_on date, decision_on date, closed_on date, closing varchar, valid_from date, valid_to date);
create table if not exists store.hist_duties (duty_code varchar, organization_code varchar, duty_type varchar, document_code varchar, due_on date, fulfilled_on date, duty_state varchar, valid_from date, valid_to date);
create table if not exists store.successions (as_of date, from_code varchar, to_code varchar, event varchar, event_on date, legal_basis varchar);
create table if not exists store.successions_delivered (as_of date primary key);
create table if not exists store.category_counts (as_of date, file varchar, column_name varchar, code varchar, row_count bigint, kept_count bigint);
create table if not exists store.warnings (as_of date, file varchar, kind varchar, subject varchar, message_vi varchar, message_en varchar, value decimal(18, 9), expected_low decimal(18, 9), expected_high decimal(18, 9));
