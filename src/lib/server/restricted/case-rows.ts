import { metricOf, type Dimension, type Measure, type Metric } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { cellOf, monthsOf, type MetricCell } from '../metric-cell.ts';
import { addMonths } from '../metric-sql.ts';
import type { MetricRequest, MetricRow } from '../metrics.ts';
import type { LiveVersion } from '../version.ts';
import { NotListed } from '../errors.ts';
import { listedQuestions } from './listed.ts';
import type { TableChoice } from './table-choice.ts';

const tableNames: Record<string, string> = {
  '': '',
  organization_type: '_by_type',
  case_type: '_by_case_type',
  duty_type: '_by_duty_type',
  'organization_type,case_type': '_by_type_and_case_type',
};

/** Columns of the restricted tables by what the catalogue counts; stocks stand in the month of the period's end. */
const columns: Readonly<Record<string, string>> = {
  'conclusion_days.case_count': 'concluded_count',
  'external_days.external_workdays_closed': 'external_workdays',
  'external_days.total_workdays_closed': 'total_workdays',
};
const quantileColumns: Readonly<Record<string, string>> = { '0.5': 'median', '0.8': 'p80', '0.9': 'p90' };

/** Not in year tables, though flows: working days are summed with those of pending cases. */
const monthOnly = new Set(['external_workdays', 'total_workdays']);

const statement =
  'select * from restricted.cases where table_name = $table and period::varchar in (select unnest($periods))';
const memberStatement =
  'select * from restricted.members where table_name = $table and period::varchar in (select unnest($periods))';

/**
 * The rows of a question about cases or members, from the restricted tables alone: one for each period and category of
 * the table. A figure is shown only where all that it is made of is shown; else its reason is `suppressed`.
 */
export async function tableRows(
  version: LiveVersion,
  request: MetricRequest,
  choice: TableChoice,
): Promise<MetricRow[]> {
  const metric = metricOf(request.metric);
  const figures = await readFigures(version, metric, choice);
  const rows: MetricRow[] = [];
  for (const dims of figures.categories) {
    if (!passes(dims, request)) continue;
    for (const period of choice.periods) {
      const shown: Partial<Record<Dimension, string | null>> = {};
      for (const name of request.by) shown[name] = name === 'month' ? period : (dims[name] ?? null);
      rows.push({ ...shown, ...cellFor(version, request, { dims, period, choice, figures }) });
    }
  }
  return rows;
}

type Dims = Partial<Record<Dimension, string | null>>;

/** A figure of a table's cell: null is hidden. */
interface Figures {
  categories: Dims[];
  of(measure: Measure | string, where: { dims: Dims; period: string; span: 'month' | 'year' }): number | null;
}

function passes(dims: Dims, { filters }: MetricRequest): boolean {
  return (['organization_type', 'case_type'] as const).every(
    (name) => filters[name] === undefined || filters[name].includes(dims[name] ?? ''),
  );
}

async function readFigures(version: LiveVersion, metric: Metric, choice: TableChoice): Promise<Figures> {
  const suffix = tableNames[choice.dimensions.join(',')] ?? '';
  const last = choice.span === 'year' ? `${choice.periods[0]?.slice(0, 4) ?? ''}-12-01` : null;
  const months = choice.span === 'year' ? [last ?? ''] : reachBack(metric, choice.periods);
  const typed = choice.dimensions.includes('organization_type');
  const [own, ends, members] = await Promise.all([
    version.all(statement, { table: `${choice.span}${suffix}`, periods: choice.periods.map(String) }),
    version.all(statement, { table: `month${suffix}`, periods: months }),
    version.all(memberStatement, { table: typed ? 'month_by_type' : 'month', periods: months }),
  ]);
  const isMembers = metric.numerator.measures.every(({ source }) => source === 'members');
  const cells = new Map([...own, ...ends].map((row) => [keyOf(row, choice.dimensions), row]));
  const people = new Map(
    members.map((row) => [keyOf({ ...row, table_name: 'm' }, typed ? ['organization_type'] : []), row]),
  );
  const categories = new Map(
    (isMembers ? members : own).map((row) => [
      JSON.stringify(choice.dimensions.map((name) => row[name] ?? null)),
      row,
    ]),
  );
  return {
    categories: [...categories.values()].map((row) => dimsOf(row, choice.dimensions)),
    of(measure, { dims, period, span }) {
      const name = typeof measure === 'string' ? measure : columnOf(measure);
      if (typeof measure !== 'string' && measure.source === 'members') {
        const row = people.get(
          keyOf({ ...dims, period, table_name: 'm' }, typed ? ['organization_type'] : []),
        );
        return numberOf(row?.[name]);
      }
      return numberOf(cells.get(keyOf({ ...dims, period, table_name: span }, choice.dimensions))?.[name]);
    },
  };
}

/** The months of the question, and for a mean over a year the eleven before each. */
function reachBack(metric: Metric, periods: readonly string[]): string[] {
  const isTrailing = metric.denominator?.measures.some(({ over }) => over === 'trailing_year') ?? false;
  if (!isTrailing) return [...periods];
  return [...new Set(periods.flatMap((period) => trailing(period)))];
}

function trailing(period: string): string[] {
  return Array.from({ length: 12 }, (_, back) => `${addMonths(period.slice(0, 7), -back)}-01`);
}

function keyOf(row: Row | Dims, dimensions: readonly string[]): string {
  const values: Record<string, unknown> = row;
  const span = String(values.table_name).split('_')[0];
  return JSON.stringify([span, values.period, ...dimensions.map((name) => values[name] ?? null)]);
}

function dimsOf(row: Row, dimensions: readonly Dimension[]): Dims {
  return Object.fromEntries(
    dimensions.map((name) => [
      name,
      row[name] === null || row[name] === undefined ? null : String(row[name]),
    ]),
  );
}

function numberOf(cell: unknown): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}

function columnOf({ source, column }: Measure): string {
  return columns[`${source}.${column}`] ?? column;
}

interface Where {
  dims: Dims;
  period: string;
  choice: TableChoice;
  figures: Figures;
}

const suppressed: MetricCell = { value: null, numerator: null, denominator: null, reason: 'suppressed' };

function cellFor(version: LiveVersion, { metric: id }: MetricRequest, where: Where): MetricCell {
  const metric = metricOf(id);
  const months = monthsOf(metric, version);
  const end = where.choice.span === 'year' ? `${where.period.slice(0, 4)}-12` : where.period.slice(0, 7);
  const counts = { months, month: end, numerator: 0, denominator: null, between: { lower: 0, upper: 0 } };
  if (end < months.first || end > months.last) return cellOf(metric, counts);
  if (metric.quantile !== undefined) return quantileCell(metric, where);
  const numerator = sumOf(metric.numerator.measures, where);
  const { denominator } = metric;
  const below = denominator === null ? null : sumOf(denominator.measures, where);
  if (numerator === null || (denominator !== null && below === null)) return suppressed;
  return cellOf(metric, {
    ...counts,
    numerator,
    denominator: below === null ? null : below / (denominator?.divideBy ?? 1),
  });
}

/** The quantile and its number of cases; hidden, or below ten, the number of cases says which. */
function quantileCell(metric: Metric, { dims, period, choice, figures }: Where): MetricCell {
  const where = { dims, period, span: choice.span };
  const count = figures.of('concluded_count', where);
  if (count === null) return suppressed;
  const value = figures.of(quantileColumns[String(metric.quantile)] ?? '', where);
  const reason = value === null ? (count === 0 ? 'zero_denominator' : 'not_applicable') : null;
  return { value, numerator: null, denominator: count, reason };
}

function sumOf(measures: readonly Measure[], where: Where): number | null {
  let sum = 0;
  for (const measure of measures) {
    const figure = figureOf(measure, where);
    if (figure === null) return null;
    sum += figure;
  }
  return sum;
}

function figureOf(measure: Measure, { dims, period, choice, figures }: Where): number | null {
  const { span } = choice;
  if (/_workdays_pending$/.test(measure.column)) return 0;
  if (measure.over === 'trailing_year') {
    let sum = 0;
    for (const month of trailing(period)) {
      const closed = figures.of(measure, { dims, period: month, span: 'month' });
      if (closed === null) return null;
      sum += closed;
    }
    return sum;
  }
  requireListed(measure, choice);
  if (measure.over === 'stock' && span === 'year')
    return figures.of(measure, { dims, period: `${period.slice(0, 4)}-12-01`, span: 'month' });
  return figures.of(measure, { dims, period, span });
}

/** By type and case type together only cases opened are listed. */
function requireListed(measure: Measure, { span, dimensions }: TableChoice): void {
  const isCrossed = dimensions.length > 1 && measure.source !== 'members';
  if (
    (isCrossed && measure.column !== 'opened_count') ||
    (span === 'year' && monthOnly.has(columnOf(measure)))
  )
    throw new NotListed(
      'metric',
      'Bản hạn chế không có chỉ tiêu này trong bảng được hỏi; theo năm, loại hình và loại hồ sơ chỉ có hồ sơ tiếp nhận.',
      listedQuestions,
    );
}
