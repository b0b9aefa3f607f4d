import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registers } from '#etl/contract.ts';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { codeLists, loadReference } from '#warehouse/reference.ts';

/** The codes of the data contract, version 1, and of what the warehouse adds: `unknown` stages and age bands. */
const codes: Record<string, string> = {
  organization_level:
    'province_committee upper_committee grassroots_committee grassroots_cell section_committee member_cell',
  organization_type:
    'agency public_service_unit state_owned_enterprise state_controlled_enterprise state_minority_enterprise private_enterprise other',
  member_status: 'official probationary exempt suspended',
  case_type: `appraisal_planning appraisal_appointment appraisal_reappointment appraisal_committee appraisal_election
    appraisal_training appraisal_key_post admission_check record_check verification foreign_element travel_abroad petition`,
  stage: 'intake completeness situation examination verification appraisal conclusion notice closed unknown',
  closing: 'concluded withdrawn transferred',
  duty_type: `document_dissemination education_session annual_plan annual_review quarterly_review periodic_report speech_rule
    named_responsible approval_before_travel report_after_travel committee_follow_up admission_ceremony probation_review
    reappointment_notice secrecy_training commendation_review violation_handling`,
  duty_state: 'waived not_applicable unknown',
  succession_event: 'renamed merged_into split_from handed_over ended',
  age_band: '0-7 8-15 16-30 31-60 61-90 over_90',
};
const wanted = (list: string) =>
  (codes[list] ?? '')
    .trim()
    .split(/\s+/)
    .map((code) => code.replace('over_90', 'over 90'));

/** Columns of the contract: name, kind (a code list's name for codes), `!` if a row needs it; aliases behind `|`. */
const columns: Record<string, string[]> = {
  organizations: [
    'organization_code text! | Mã tổ chức',
    'organization_name text! | Tên tổ chức | Tên tổ chức đảng',
    'organization_level organization_level! | Cấp tổ chức',
    'organization_type organization_type | Loại hình',
    'parent_code text | Mã tổ chức cấp trên',
    'established_on date | Ngày thành lập',
    'ended_on date | Ngày kết thúc',
  ],
  members: [
    'member_code text! | Mã đảng viên | Số thẻ đảng viên',
    'organization_code text! | Mã tổ chức',
    'member_status member_status! | Tình trạng',
    'admitted_on date | Ngày vào Đảng | Ngày kết nạp',
  ],
  cases: [
    'case_code text! | Mã hồ sơ | Số hồ sơ',
    'organization_code text! | Mã tổ chức',
    'member_code text | Mã đảng viên',
    'case_type case_type! | Loại hồ sơ',
    'stage stage! | Giai đoạn',
    'received_on date! | Ngày tiếp nhận',
    'due_on date | Hạn xử lý',
    'external_sent_on date | Ngày gửi xác minh',
    'external_answered_on date | Ngày trả lời',
    'paused_workdays count | Số ngày tạm dừng',
    'return_count count | Số lần trả hồ sơ',
    'concluded_on date | Ngày kết luận',
    'decision_on date | Ngày quyết định',
    'closed_on date | Ngày kết thúc',
    'closing closing | Hình thức kết thúc',
  ],
  duties: [
    'duty_code text! | Mã nhiệm vụ',
    'organization_code text! | Mã tổ chức',
    'duty_type duty_type! | Loại nhiệm vụ',
    'document_code text | Văn bản',
    'due_on date! | Hạn thực hiện',
    'fulfilled_on date | Ngày thực hiện',
    'duty_state duty_state | Trạng thái',
  ],
  successions: [
    'from_code text!',
    'to_code text',
    'event succession_event!',
    'event_on date!',
    'legal_basis text',
  ],
};

let database: Database;

beforeAll(async () => {
  database = await openMemory();
  await loadReference(database, null);
});

afterAll(() => database.close());

describe.each(Object.keys(codes))('the code list %s', (list) => {
  it('has each code of the contract once, and no other', async () => {
    const rows = await database.all('select code from reference.codes where code_list = $1 order by code', [
      list,
    ]);
    expect(rows.map(({ code }) => code)).toEqual(wanted(list).sort());
  });

  it('has labels in both languages, each its own, and an order', async () => {
    const rows = await database.all(
      `select count(*) as all_count, count(distinct nullif(trim(label_vi), '')) as vi_count,
         count(distinct nullif(trim(label_en), '')) as en_count, count(distinct sort_order) as order_count,
         count(*) filter (label_vi <> nfc_normalize(trim(label_vi))) as odd_count
       from reference.codes where code_list = $1`,
      [list],
    );
    const count = wanted(list).length;
    expect(rows).toEqual([
      { all_count: count, vi_count: count, en_count: count, order_count: count, odd_count: 0 },
    ]);
  });
});

it('no code list is left out', () => {
  expect([...codeLists].sort()).toEqual(Object.keys(codes).sort());
  expect(
    registers.flatMap(({ columns }) =>
      columns.flatMap(({ codes: list }) => (list && !(list in codes) ? [list] : [])),
    ),
  ).toEqual([]);
});

describe('the registers', () => {
  it.each(Object.keys(columns))('of %s have the columns, kinds and aliases of the contract', (name) => {
    const register = registers.find((each) => each.name === name);
    const described = register?.columns.map(({ name: column, kind, codes: list, required, aliases }) =>
      [`${column} ${list ?? kind}${required ? '!' : ''}`, ...aliases].join(' | '),
    );
    expect(described).toEqual(columns[name]);
  });

  it('are those five, three of them required', () => {
    expect(registers.map(({ name, required }) => `${name}${required ? '!' : ''}`)).toEqual([
      'organizations!',
      'members!',
      'cases!',
      'duties',
      'successions',
    ]);
  });

  it('let due and decision dates lie ahead, and no other', () => {
    const ahead = registers.flatMap(({ name, columns: all }) =>
      all.filter(({ mayBeLater }) => mayBeLater).map((column) => `${name}.${column.name}`),
    );
    expect(ahead).toEqual(['cases.due_on', 'cases.decision_on', 'duties.due_on']);
  });

  it('hold member codes as identifiers wherever they stand', () => {
    const all = registers.flatMap((register) => register.columns);
    expect(all.filter(({ name }) => name === 'member_code').map(({ identifier }) => identifier)).toEqual([
      true,
      true,
    ]);
  });
});

describe('the rules that are shipped', () => {
  it('set no time limit for any case type', () => {
    const text = readFileSync(join(projectRoot(), 'warehouse', 'rules', 'time-limits.csv'), 'utf8');
    expect(text.trim()).toBe('case_type,workdays,valid_from,valid_to,source');
  });

  it('have a calendar with each day once and documents with codes of their own', async () => {
    const [row] = await database.all(
      `select (select count(*) - count(distinct date) from reference.calendar) as doubled_days,
         (select count(*) from reference.calendar where kind = 'makeup' and isodow(date) < 6) as makeup_weekdays,
         (select count(*) from reference.calendar where kind = 'holiday' and isodow(date) > 5) as weekend_holidays,
         (select count(*) - count(distinct document_code) from reference.documents) as doubled_documents`,
    );
    expect(row).toEqual({ doubled_days: 0, makeup_weekdays: 0, weekend_holidays: 0, doubled_documents: 0 });
  });
});
