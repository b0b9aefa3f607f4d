import { metricOf, type Measure } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { lastDayOf } from '../../format/dates.ts';
import { cellOf, monthsOf, type MetricCell } from '../metric-cell.ts';
import { metricRows, type MetricRequest, type MetricRow } from '../metrics.ts';
import type { LiveVersion } from '../version.ts';
import { NotListed } from '../errors.ts';
import { aboutPersons } from './duties.ts';
import { listedQuestions } from './listed.ts';
import { chooseTable } from './table-choice.ts';

const suppressed: MetricCell = { value: null, numerator: null, denominator: null, reason: 'suppressed' };

/**
 * The rows of a question about duties of which some are about persons. These come from the restricted tables: by month, and by month and duty type.
 */
export async function dutyRows(version: LiveVersion, request: MetricRequest): Promise<MetricRow[]> {
  const asked = request.filters.duty_type;
  const { periods, span } = chooseTable(version, request);
  const allowed = request.by.every((name) => name === 'month' || name === 'duty_type');
  const filtered = Object.keys(request.filters).every((name) => name === 'duty_type');
  if (!allowed || !filtered || span === 'year') {
    const message = `Bản hạn chế có nhiệm vụ liên quan đến cá nhân theo tháng và loại nhiệm vụ; muốn chia cách khác hãy chọn duty_type ngoài: ${aboutPersons.join(', ')}.`;
    throw new NotListed('by', message, listedQuestions);
  }
  const others = (await otherCodes(version)).filter((code) => !asked || asked.includes(code));
  const open =
    others.length === 0 ? [] : await metricRows(version, { ...request, filters: { duty_type: others } });
  const hidden = await version.all(
    'select * from restricted.duties where period::varchar in (select unnest($periods)) order by period, duty_type',
    { periods: [...periods] },
  );
  return request.by.includes('duty_type') || asked
    ? [...open, ...byType(version, request, hidden)]
    : periods.map((period) => total(version, request, { period, open, hidden }));
}

async function otherCodes(version: LiveVersion): Promise<string[]> {
  const rows = await version.all(sqlFile('queries/codes.sql'));
  const codes = rows.filter((row) => row.code_list === 'duty_type').map((row) => String(row.code));
  return codes.filter((code) => !aboutPersons.includes(code));
}

function byType(version: LiveVersion, request: MetricRequest, rows: readonly Row[]): MetricRow[] {
  const asked = request.filters.duty_type;
  return rows
    .filter(
      (row) => row.table_name === 'month_by_duty_type' && (!asked || asked.includes(String(row.duty_type))),
    )
    .map((row) => {
      const period = String(row.period);
      const dims: MetricRow = { ...cellFor(version, request, { period, parts: [row] }) };
      for (const name of request.by) dims[name] = name === 'month' ? period : String(row.duty_type);
      return dims;
    });
}

/** Whether a month was over on the version's day: no other has a table of duties about persons. */
function isOver(version: LiveVersion, period: string): boolean {
  return lastDayOf(period.slice(0, 7)) <= version.asOf;
}

/** All duties of a month: those about persons, where their total is shown, and the others. */
function total(
  version: LiveVersion,
  request: MetricRequest,
  { period, open, hidden }: { period: string; open: readonly MetricRow[]; hidden: readonly Row[] },
): MetricRow {
  if (!isOver(version, period))
    return request.by.includes('month') ? { month: period, ...suppressed } : { ...suppressed };
  const persons = hidden.find((row) => row.table_name === 'month' && String(row.period) === period);
  const others = open.find((row) => !request.by.includes('month') || row.month === period);
  const cell = cellFor(version, request, { period, parts: persons ? [persons] : [], others });
  return request.by.includes('month') ? { month: period, ...cell } : cell;
}

interface Parts {
  period: string;
  parts: readonly Row[];
  others?: MetricRow;
}

function cellFor(
  version: LiveVersion,
  { metric: id }: MetricRequest,
  { period, parts, others }: Parts,
): MetricCell {
  const metric = metricOf(id);
  const above = sum(metric.numerator.measures, parts);
  const below = metric.denominator ? sum(metric.denominator.measures, parts) : 0;
  if (above === null || below === null) return suppressed;
  const counts = {
    months: monthsOf(metric, version),
    month: period.slice(0, 7),
    numerator: above + ((metric.denominator ? others?.numerator : others?.value) ?? 0),
    denominator: metric.denominator ? below + (others?.denominator ?? 0) : null,
    between: { lower: undefined, upper: undefined },
  };
  return cellOf(metric, counts);
}

function sum(measures: readonly Measure[], parts: readonly Row[]): number | null {
  const column = measures.length === 3 ? 'judged_count' : (measures[0]?.column ?? '');
  if (column === 'unknown_count')
    throw new NotListed(
      'metric',
      'Bản hạn chế không có tỷ lệ chưa rõ của nhiệm vụ liên quan đến cá nhân; hãy chọn các loại nhiệm vụ khác bằng duty_type.',
      listedQuestions,
    );
  let total = 0;
  for (const row of parts) {
    const figure = row[column] ?? null;
    if (figure === null) return null;
    total += Number(figure);
  }
  return total;
}
