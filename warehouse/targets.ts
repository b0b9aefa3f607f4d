import { isShare, metrics, type Dimension } from './metrics.ts';
import type { SettingCheck } from './setting-checks.ts';

/** The values by which a target may be narrowed; empty means all. */
const narrowing: readonly Dimension[] = ['organization_type', 'duty_type', 'case_type'];

const listed = (codes: readonly string[]) =>
  codes.map((code) => `'${code.replaceAll("'", "''")}'`).join(', ');

function lacking(dimension: Dimension): string {
  const having = metrics.filter((metric) => metric.dimensions.includes(dimension)).map(({ id }) => id);
  return `${dimension} is not null and metric not in (${listed(having)})`;
}

const unknownCode = (dimension: Dimension) =>
  `${dimension} is not null and ${dimension} not in (select code from reference.codes where code_list = '${dimension}')`;

/** What must not stand in targets.csv: each gives the offending rows, and says what was found and expected. */
export const targetChecks: readonly SettingCheck[] = [
  {
    sql: `from reference.targets where metric not in (${listed(metrics.map(({ id }) => id))})`,
    found: { vi: 'metric lạ', en: 'an unknown metric' },
    expected: metrics.map(({ id }) => id).join(', '),
  },
  {
    sql: `from reference.targets where ${narrowing.map((name) => `(${unknownCode(name)})`).join(' or ')}`,
    found: { vi: 'mã lạ', en: 'an unknown code' },
    expected: {
      vi: `${narrowing.join(', ')} có trong bảng mã, hoặc để trống (tất cả)`,
      en: `${narrowing.join(', ')} of the code lists, or empty (all)`,
    },
  },
  {
    sql: `from reference.targets where ${narrowing.map((name) => `(${lacking(name)})`).join(' or ')}`,
    found: {
      vi: 'mục tiêu chia theo chiều mà chỉ tiêu không có',
      en: 'a target by a dimension that the metric does not have',
    },
    expected: {
      vi: 'chỉ chia theo loại mà chỉ tiêu có (duty_type cho nhiệm vụ, case_type cho hồ sơ)',
      en: 'only dimensions that the metric has (duty_type for duties, case_type for cases)',
    },
  },
  {
    sql: `from reference.targets where value < 0 or value > 1 and metric in (${listed(metrics.filter(isShare).map(({ id }) => id))})`,
    found: { vi: 'value ngoài khoảng', en: 'a value out of range' },
    expected: {
      vi: 'từ 0; tỷ lệ từ 0 đến 1 (0.95 là 95 %)',
      en: 'from 0 on; rates from 0 to 1 (0.95 is 95 %)',
    },
  },
  {
    sql: `from reference.targets where valid_from > valid_to`,
    found: { vi: 'valid_from sau valid_to', en: 'valid_from after valid_to' },
    expected: { vi: 'valid_from không sau valid_to', en: 'valid_from not after valid_to' },
  },
  {
    sql: `from reference.targets as one inner join reference.targets as other
      on one.rowid < other.rowid and one.metric = other.metric
      ${narrowing.map((name) => `and one.${name} is not distinct from other.${name}`).join(' ')}
      and one.valid_from <= other.valid_to and other.valid_from <= one.valid_to`,
    found: {
      vi: 'hai mục tiêu chồng nhau của cùng một chỉ tiêu và phạm vi',
      en: 'two targets at once for one metric and scope',
    },
    expected: {
      vi: 'các khoảng valid_from đến valid_to rời nhau',
      en: 'periods from valid_from to valid_to that do not overlap',
    },
  },
].map((check) => ({ ...check, file: 'targets.csv' }));
