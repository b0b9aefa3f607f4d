import type { ReferenceFile } from './reference.ts';
import type { SettingCheck } from './setting-checks.ts';

/** Where the fields of a briefing's head come from; the settings replace all rows of a field. */
export const letterheadFile: ReferenceFile = {
  table: 'letterhead',
  shipped: 'rules/letterhead.csv',
  setting: 'letterhead.csv',
  columns: { field: 'varchar', value: 'varchar', valid_from: 'date', valid_to: 'date', source: 'varchar' },
  required: ['field', 'value'],
  key: ['field'],
};

/** Every field of letterhead.csv: a text of the head or foot of a briefing, or a measure of its layout. */
export const letterheadFields = [
  'superior',
  'issuer',
  'symbol',
  'place',
  'scope',
  'signed_for',
  'signatory',
  'recipient',
  'filing',
  'term',
  'format_rule',
  'size_title',
  'size_superior',
  'size_type',
  'size_abstract',
  'size_body',
  'line_points',
  'second_heading',
  'end_mark',
] as const;

export type LetterheadField = (typeof letterheadFields)[number];

const measures = letterheadFields.filter((field) => field.startsWith('size_') || field === 'line_points');
const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

/** What must not stand in letterhead.csv: each gives the offending rows, and says what was found and expected. */
export const letterheadChecks: readonly SettingCheck[] = [
  {
    sql: `from reference.letterhead where field not in (${listed(letterheadFields)})`,
    found: { vi: 'field lạ', en: 'an unknown field' },
    expected: letterheadFields.join(', '),
  },
  {
    sql: `from reference.letterhead where field in (${listed(measures)})
      and coalesce(try_cast(value as decimal(4, 1)), 0) not between 10 and 24`,
    found: { vi: 'cỡ chữ hoặc giãn dòng không hợp lý', en: 'a size or a line spacing of no document' },
    expected: { vi: 'số điểm (pt) từ 10 đến 24', en: 'points (pt) from 10 to 24' },
  },
  {
    sql: `from reference.letterhead where field = 'second_heading' and value not in ('1-', '1.')`,
    found: { vi: 'kiểu đánh số mục lạ', en: 'an unknown way to number the headings' },
    expected: { vi: '1- hoặc 1.', en: '1- or 1.' },
  },
  {
    sql: `from reference.letterhead where field = 'term'
      and (not regexp_full_match(value, '[0-9]{4}-[0-9]{4}') or valid_from = date '-infinity')`,
    found: { vi: 'nhiệm kỳ không rõ', en: 'an unclear term' },
    expected: {
      vi: 'dạng 2025-2030, có valid_from là ngày bắt đầu tính lũy kế',
      en: 'the form 2025-2030, with the first day of the running totals as valid_from',
    },
  },
  {
    sql: `from reference.letterhead where valid_from > valid_to`,
    found: { vi: 'valid_from sau valid_to', en: 'valid_from after valid_to' },
    expected: { vi: 'valid_from không sau valid_to', en: 'valid_from not after valid_to' },
  },
  {
    sql: `from reference.letterhead as one inner join reference.letterhead as other
      on one.rowid < other.rowid and one.field = other.field
      and one.valid_from <= other.valid_to and other.valid_from <= one.valid_to`,
    found: { vi: 'hai dòng chồng nhau của cùng một trường', en: 'two rows at once for one field' },
    expected: {
      vi: 'các khoảng valid_from đến valid_to rời nhau',
      en: 'periods from valid_from to valid_to that do not overlap',
    },
  },
].map((check) => ({ ...check, file: 'letterhead.csv' }));
