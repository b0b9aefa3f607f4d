import type { Words } from './metrics.ts';
import { letterheadChecks } from './letterhead.ts';
import { targetChecks } from './targets.ts';

/** What is said of a settings file in both languages, or a text that is the same in each. */
export type SettingWords = string | Words;

/** What must not stand in a settings file: `sql` gives the offending rows. */
export interface SettingCheck {
  sql: string;
  file: string;
  found: SettingWords;
  expected: SettingWords;
}

/** What must not stand in any settings file, each said with what was found and what is expected. */
export const settingChecks: readonly SettingCheck[] = [
  {
    sql: `from reference.calendar where kind not in ('holiday', 'makeup')`,
    file: 'calendar.csv',
    found: { vi: 'kind lạ', en: 'an unknown kind' },
    expected: { vi: 'holiday hoặc makeup', en: 'holiday or makeup' },
  },
  {
    sql: `from reference.calendar group by date having count(*) > 1`,
    file: 'calendar.csv',
    found: { vi: 'một ngày hai lần', en: 'a date twice' },
    expected: { vi: 'mỗi ngày một dòng', en: 'one row a date' },
  },
  {
    sql: `from reference.time_limits where case_type not in (select code from reference.codes where code_list = 'case_type') or workdays < 0`,
    file: 'time-limits.csv',
    found: { vi: 'case_type lạ hoặc số ngày âm', en: 'an unknown case_type, or days below 0' },
    expected: {
      vi: 'case_type trong bảng mã, workdays từ 0',
      en: 'a case_type of the code list, workdays from 0 on',
    },
  },
  {
    sql: `from reference.code_labels where (code_list, code) not in (select (code_list, code) from reference.codes)`,
    file: 'code-labels.csv',
    found: { vi: 'code_list hoặc code lạ', en: 'an unknown code_list or code' },
    expected: { vi: 'mã có trong bảng mã', en: 'a code of the code lists' },
  },
  {
    sql: `from reference.time_limits where valid_from > valid_to`,
    file: 'time-limits.csv',
    found: { vi: 'valid_from sau valid_to', en: 'valid_from after valid_to' },
    expected: { vi: 'valid_from không sau valid_to', en: 'valid_from not after valid_to' },
  },
  {
    sql: `from reference.time_limits as one inner join reference.time_limits as other
      on one.case_type = other.case_type and one.rowid < other.rowid
      and one.valid_from <= other.valid_to and other.valid_from <= one.valid_to`,
    file: 'time-limits.csv',
    found: {
      vi: 'hai thời hạn chồng nhau của một loại hồ sơ',
      en: 'two time limits at once for a case type',
    },
    expected: {
      vi: 'các khoảng valid_from đến valid_to rời nhau',
      en: 'periods from valid_from to valid_to that do not overlap',
    },
  },
  ...targetChecks,
  ...letterheadChecks,
];
