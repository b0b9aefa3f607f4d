import { join } from 'node:path';
import { newDataDir, publish, removeDataDir, writeManifest } from '../support.ts';
import type { BriefingRequest } from '../../../../../src/lib/server/briefing/files.ts';
import { Warehouse, type LiveVersion } from '../../../../../src/lib/server/warehouse.ts';

/** What the small warehouse lacks of what a briefing reads; the letterhead changes on 2026-10-15. */
export const furnished = `
alter table meta.snapshots add column sha256 varchar;
update meta.snapshots set sha256 = 'hash of ' || as_of;
create table meta.letterhead as
select field, value, valid_from::date as valid_from, valid_to::date as valid_to, null as source
from (values
    ('superior', 'ĐẢNG BỘ TỈNH MẪU', null, null),
    ('issuer', 'ĐẢNG ỦY KHỐI MẪU', null, '2026-10-14'),
    ('issuer', 'ĐẢNG ỦY|CÁC CƠ QUAN MẪU', '2026-10-15', null),
    ('symbol', 'BC/ĐUK', null, '2026-10-14'),
    ('symbol', 'BC/ĐU', '2026-10-15', null),
    ('place', 'Thành phố Mẫu', null, null),
    ('scope', 'Đảng bộ', null, null),
    ('signed_for', 'T/M BAN THƯỜNG VỤ', null, null),
    ('signatory', 'PHÓ BÍ THƯ', null, null),
    ('recipient', 'Ban Thường vụ Tỉnh ủy|Ban Tổ chức Tỉnh ủy', null, null),
    ('filing', 'Lưu Đảng ủy', null, null),
    ('term', '2025-2030', '2025-11-01', null),
    ('format_rule', 'quy định mẫu', null, null),
    ('size_title', '15', null, '2026-10-14'),
    ('size_title', '14', '2026-10-15', null),
    ('second_heading', '1-', null, '2026-10-14'),
    ('second_heading', '1.', '2026-10-15', null),
    ('end_mark', './.', null, '2026-10-14'),
    ('end_mark', '.', '2026-10-15', null)
) as rows(field, value, valid_from, valid_to);
create table meta.documents as
select document_code, 'Ban Bí thư' as issuer, 'Thể thức văn bản' as title_vi, valid_from::date as valid_from
from (values ('399-QĐ/TW', '2026-10-09'), ('1-QĐ/TW', '2026-09-30')) as rows(document_code, valid_from);
create table meta.successions as
select 'B' as from_code, 'C' as to_code, 'merged_into' as event, date '2026-10-10' as event_on, null as legal_basis;
create table meta.checks as select 'one' as check_name, true as passed;
create table meta.reconciliation as select 1 as computed_value, true as agrees;
create table meta.metrics as select 'cases_opened' as metric_id, 'Hồ sơ tiếp nhận' as label_vi, 'case' as unit;
create table meta.changes as
select 'month_before' as compared_with, '2026-09-30.001' as compared_version, date '2026-09-01' as month,
    'cases_opened' as metric_id, 12 as value_before, 13 as value_after, cause, change
from (values ('late_arrivals', 2), ('corrections', -1)) as rows(cause, change);`;

/** A data folder with the small warehouse published as `2026-10-31.001`, and its reader. */
export async function openWorld(change = furnished) {
  const dataDir = newDataDir();
  await publish(dataDir, '2026-10-31.001', change);
  return {
    dataDir,
    open: () => new Warehouse({ dataDir, now: () => 0, warn: () => undefined }),
    close: () => removeDataDir(dataDir),
  };
}

/** The one version of such a folder. */
export async function versionOf(world: Awaited<ReturnType<typeof openWorld>>): Promise<LiveVersion> {
  return world.open().live();
}

/** October of the small warehouse, nothing written yet. */
export const october: BriefingRequest = {
  month: '2026-10',
  span: 'month',
  texts: {},
  secrecy: null,
  isDraft: false,
};

/** Publishes the same version's name with other content and another hash of it. */
export async function republish(dataDir: string, change: string): Promise<void> {
  await publish(dataDir, '2026-10-31.001', change);
  const folder = join(dataDir, 'published', '2026-10-31.001');
  await writeManifest(folder, '2026-10-31.001', { content_hash: 'another' });
}
