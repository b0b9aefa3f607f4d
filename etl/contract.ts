/** Version of the snapshot format that this program reads. */
export const contractVersion = 1;

export type CodeList =
  | 'organization_level'
  | 'organization_type'
  | 'member_status'
  | 'case_type'
  | 'stage'
  | 'closing'
  | 'duty_type'
  | 'duty_state'
  | 'succession_event';

export type RegisterName = 'organizations' | 'members' | 'cases' | 'duties' | 'successions';

/** One column of an input file. `identifier` columns are pseudonymised and never shown. */
export interface Column {
  name: string;
  kind: 'text' | 'code' | 'date' | 'count';
  required: boolean;
  codes?: CodeList;
  aliases: readonly string[];
  identifier?: true;
  /** May lie after the snapshot's date (due and decision dates). */
  mayBeLater?: true;
  /** Refers to an organisation of the same snapshot. */
  organization?: true;
  /** Read and checked, but kept nowhere: nothing is counted by it. */
  unused?: true;
  /** A text by which no row is told from another: any sign may stand in it. */
  free?: true;
}

export interface Register {
  name: RegisterName;
  label: string;
  required: boolean;
  /** Column whose values are unique in the file; null where rows have no code. */
  key: string | null;
  columns: readonly Column[];
}

const text = (name: string, required: boolean, ...aliases: string[]): Column => ({
  name,
  kind: 'text',
  required,
  aliases,
});
const date = (name: string, required: boolean, ...aliases: string[]): Column => ({
  name,
  kind: 'date',
  required,
  aliases,
});
const count = (name: string, ...aliases: string[]): Column => ({
  name,
  kind: 'count',
  required: false,
  aliases,
});
const code = (codes: CodeList, required: boolean, ...aliases: string[]): Column => ({
  name: codes === 'succession_event' ? 'event' : codes,
  kind: 'code',
  codes,
  required,
  aliases,
});
const member = (required: boolean, ...aliases: string[]): Column => ({
  ...text('member_code', required, ...aliases),
  identifier: true,
});
const organization: Column = { ...text('organization_code', true, 'Mã tổ chức'), organization: true };

/** The five registers of a snapshot, in the order in which they are read: the one source of names, types and aliases. */
export const registers: readonly Register[] = [
  {
    name: 'organizations',
    label: 'tổ chức',
    required: true,
    key: 'organization_code',
    columns: [
      text('organization_code', true, 'Mã tổ chức'),
      { ...text('organization_name', true, 'Tên tổ chức', 'Tên tổ chức đảng'), free: true },
      code('organization_level', true, 'Cấp tổ chức'),
      code('organization_type', false, 'Loại hình'),
      { ...text('parent_code', false, 'Mã tổ chức cấp trên'), organization: true },
      date('established_on', false, 'Ngày thành lập'),
      date('ended_on', false, 'Ngày kết thúc'),
    ],
  },
  {
    name: 'members',
    label: 'đảng viên',
    required: true,
    key: 'member_code',
    columns: [
      member(true, 'Mã đảng viên', 'Số thẻ đảng viên'),
      organization,
      code('member_status', true, 'Tình trạng'),
      { ...date('admitted_on', false, 'Ngày vào Đảng', 'Ngày kết nạp'), unused: true },
    ],
  },
  {
    name: 'cases',
    label: 'hồ sơ',
    required: true,
    key: 'case_code',
    columns: [
      text('case_code', true, 'Mã hồ sơ', 'Số hồ sơ'),
      organization,
      member(false, 'Mã đảng viên'),
      code('case_type', true, 'Loại hồ sơ'),
      code('stage', true, 'Giai đoạn'),
      date('received_on', true, 'Ngày tiếp nhận'),
      { ...date('due_on', false, 'Hạn xử lý'), mayBeLater: true },
      date('external_sent_on', false, 'Ngày gửi xác minh'),
      date('external_answered_on', false, 'Ngày trả lời'),
      count('paused_workdays', 'Số ngày tạm dừng'),
      count('return_count', 'Số lần trả hồ sơ'),
      date('concluded_on', false, 'Ngày kết luận'),
      { ...date('decision_on', false, 'Ngày quyết định'), mayBeLater: true },
      date('closed_on', false, 'Ngày kết thúc'),
      code('closing', false, 'Hình thức kết thúc'),
    ],
  },
  {
    name: 'duties',
    label: 'nhiệm vụ',
    required: false,
    key: 'duty_code',
    columns: [
      text('duty_code', true, 'Mã nhiệm vụ'),
      organization,
      code('duty_type', true, 'Loại nhiệm vụ'),
      { ...text('document_code', false, 'Văn bản'), free: true },
      { ...date('due_on', true, 'Hạn thực hiện'), mayBeLater: true },
      date('fulfilled_on', false, 'Ngày thực hiện'),
      code('duty_state', false, 'Trạng thái'),
    ],
  },
  {
    name: 'successions',
    label: 'kế thừa tổ chức',
    required: false,
    key: null,
    columns: [
      text('from_code', true),
      text('to_code', false),
      code('succession_event', true),
      date('event_on', true),
      { ...text('legal_basis', false), free: true },
    ],
  },
];

/** The register of that name. */
export function register(name: RegisterName): Register {
  const found = registers.find((each) => each.name === name);
  if (!found) throw new Error(`No register ${name}`);
  return found;
}

/** Columns that the store keeps, under the names that it uses. */
export function keptColumns(of: Register): string[] {
  return of.columns.filter((column) => !column.unused).map((column) => keptName(column));
}

/** Name under which the store keeps a column: pseudonyms are keys, not codes. */
export function keptName(column: Column): string {
  return column.identifier ? 'member_key' : column.name;
}

const toneMoves: readonly (readonly [RegExp, string])[] = [
  [/òa/g, 'oà'],
  [/óa/g, 'oá'],
  [/ỏa/g, 'oả'],
  [/õa/g, 'oã'],
  [/ọa/g, 'oạ'],
  [/òe/g, 'oè'],
  [/óe/g, 'oé'],
  [/ỏe/g, 'oẻ'],
  [/õe/g, 'oẽ'],
  [/ọe/g, 'oẹ'],
  [/ùy/g, 'uỳ'],
  [/úy/g, 'uý'],
  [/ủy/g, 'uỷ'],
  [/ũy/g, 'uỹ'],
  [/ụy/g, 'uỵ'],
];

/** Form of a header or label for matching: NFC, trimmed, lower case, tone mark on the second vowel of oa, oe, uy. */
export function matchKey(value: string): string {
  const plain = trimmed(value).replace(/\s+/g, ' ').toLowerCase();
  return toneMoves.reduce((key, [from, to]) => key.replace(from, to), plain);
}

/** NFC without blanks of any kind at the ends (no-break and zero-width ones too). */
export function trimmed(value: string): string {
  return value
    .normalize('NFC')
    .replace(/^[\s\u0085\u00ad\u200b-\u200f\u2060\ufeff]+|[\s\u0085\u00ad\u200b-\u200f\u2060\ufeff]+$/g, '');
}
