import { isShare, metrics, type Dimension } from './metrics.ts';

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
export const targetChecks: readonly { sql: string; file: string; found: string; expected: string }[] = [
  {
    sql: `from reference.targets where metric not in (${listed(metrics.map(({ id }) => id))})`,
    found: 'metric lạ',
    expected: metrics.map(({ id }) => id).join(', '),
  },
  {
    sql: `from reference.targets where ${narrowing.map((name) => `(${unknownCode(name)})`).join(' or ')}`,
    found: 'mã lạ',
    expected: `${narrowing.join(', ')} có trong bảng mã, hoặc để trống (tất cả)`,
  },
  {
    sql: `from reference.targets where ${narrowing.map((name) => `(${lacking(name)})`).join(' or ')}`,
    found: 'mục tiêu chia theo chiều mà chỉ tiêu không có',
    expected: 'chỉ chia theo loại mà chỉ tiêu có (duty_type cho nhiệm vụ, case_type cho hồ sơ)',
  },
  {
    sql: `from reference.targets where value < 0 or value > 1 and metric in (${listed(metrics.filter(isShare).map(({ id }) => id))})`,
    found: 'value ngoài khoảng',
    expected: 'từ 0; tỷ lệ từ 0 đến 1 (0.95 là 95 %)',
  },
  {
    sql: `from reference.targets where valid_from > valid_to`,
    found: 'valid_from sau valid_to',
    expected: 'valid_from không sau valid_to',
  },
  {
    sql: `from reference.targets as one inner join reference.targets as other
      on one.rowid < other.rowid and one.metric = other.metric
      ${narrowing.map((name) => `and one.${name} is not distinct from other.${name}`).join(' ')}
      and one.valid_from <= other.valid_to and other.valid_from <= one.valid_to`,
    found: 'hai mục tiêu chồng nhau của cùng một chỉ tiêu và phạm vi',
    expected: 'các khoảng valid_from đến valid_to rời nhau',
  },
].map((check) => ({ ...check, file: 'targets.csv' }));
