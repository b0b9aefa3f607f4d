import { letterheadChecks } from './letterhead.ts';
import { targetChecks } from './targets.ts';

/** What must not stand in a settings file: `sql` gives the offending rows. */
export interface SettingCheck {
  sql: string;
  file: string;
  found: string;
  expected: string;
}

/** What must not stand in any settings file, each said with what was found and what is expected. */
export const settingChecks: readonly SettingCheck[] = [
  {
    sql: `from reference.calendar where kind not in ('holiday', 'makeup')`,
    file: 'calendar.csv',
    found: 'kind lạ',
    expected: 'holiday hoặc makeup',
  },
  {
    sql: `from reference.calendar group by date having count(*) > 1`,
    file: 'calendar.csv',
    found: 'một ngày hai lần',
    expected: 'mỗi ngày một dòng',
  },
  {
    sql: `from reference.time_limits where case_type not in (select code from reference.codes where code_list = 'case_type') or workdays < 0`,
    file: 'time-limits.csv',
    found: 'case_type lạ hoặc số ngày âm',
    expected: 'case_type trong bảng mã, workdays từ 0',
  },
  {
    sql: `from reference.code_labels where (code_list, code) not in (select (code_list, code) from reference.codes)`,
    file: 'code-labels.csv',
    found: 'code_list hoặc code lạ',
    expected: 'mã có trong bảng mã',
  },
  {
    sql: `from reference.time_limits where valid_from > valid_to`,
    file: 'time-limits.csv',
    found: 'valid_from sau valid_to',
    expected: 'valid_from không sau valid_to',
  },
  {
    sql: `from reference.time_limits as one inner join reference.time_limits as other
      on one.case_type = other.case_type and one.rowid < other.rowid
      and one.valid_from <= other.valid_to and other.valid_from <= one.valid_to`,
    file: 'time-limits.csv',
    found: 'hai thời hạn chồng nhau của một loại hồ sơ',
    expected: 'các khoảng valid_from đến valid_to rời nhau',
  },
  ...targetChecks,
  ...letterheadChecks,
];
