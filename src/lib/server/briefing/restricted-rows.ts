import { metricOf, type Dimension, type Metric } from '#warehouse/metrics.ts';
import { NotListed } from '../errors.ts';
import { addMonths } from '../metric-sql.ts';
import { metricRows, type MetricRequest, type MetricRow } from '../metrics.ts';
import { aboutPersons, isAboutPersons } from '../restricted/duties.ts';
import type { LiveVersion } from '../version.ts';
import { lastDay } from './period.ts';

const hidden = { value: null, numerator: null, denominator: null, reason: 'suppressed' } as const;

/**
 * The rows of a question for restricted readers: as the restricted tables answer it, else asked month by month and value
 * by value of a filter and added up, where every figure of the sum is shown. Null where there is neither; so nothing is
 * given that a reader of those tables could not add up alone.
 */
export async function restrictedAnswer(
  version: LiveVersion,
  request: MetricRequest,
): Promise<MetricRow[] | null> {
  const direct = await listed(version, request);
  if (direct) return withAbsent(version, direct, request);
  const split = splitOf(request);
  const rows = split && (await listed(version, split));
  return rows ? withAbsent(version, addedUp(rows, request), request) : null;
}

async function listed(version: LiveVersion, request: MetricRequest): Promise<MetricRow[] | null> {
  try {
    return await metricRows(version, request);
  } catch (error) {
    // A version without restricted tables has no such briefing at all.
    if (error instanceof NotListed && error.parameter !== 'disclosure') return null;
    throw error;
  }
}

/** The same question split into what the tables have; null where its parts do not add up to it. */
function splitOf(request: MetricRequest): MetricRequest | null {
  const metric = metricOf(request.metric);
  const over = measuresOf(metric).map((measure) => measure.over);
  const added = (Object.keys(request.filters) as Dimension[]).filter(
    (name) =>
      !request.by.includes(name) && (request.filters[name as keyof typeof request.filters]?.length ?? 0) > 1,
  );
  const isSpan = request.from < request.to && over.some((each) => each !== 'stock');
  if (metric.quantile !== undefined || over.includes('trailing_year')) return null;
  if (isSpan && over.some((each) => each !== 'flow')) return null;
  if (isSpan) added.unshift('month');
  return added.length > 0 ? { ...request, by: [...added, ...request.by] } : null;
}

function measuresOf({ numerator, denominator }: Metric) {
  return [...numerator.measures, ...(denominator?.measures ?? [])];
}

/** One row for each value of the question's own dimensions: the sum of its parts, hidden where one of them is. */
function addedUp(rows: readonly MetricRow[], request: MetricRequest): MetricRow[] {
  const groups = new Map<string, MetricRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(request.by.map((name) => row[name] ?? null));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const dims = Object.fromEntries(request.by.map((name) => [name, group[0]?.[name] ?? null]));
    return { ...dims, ...sumOf(group, request) };
  });
}

function sumOf(rows: readonly MetricRow[], request: MetricRequest) {
  if (rows.some(({ reason }) => reason === 'suppressed') || lacksMonths(rows, request)) return hidden;
  const sum = (name: 'value' | 'numerator' | 'denominator') =>
    rows.reduce((total, row) => total + (row[name] ?? 0), 0);
  const { denominator, scale } = metricOf(request.metric);
  if (denominator === null) return { value: sum('value'), numerator: null, denominator: null, reason: null };
  const [above, below] = [sum('numerator'), sum('denominator')];
  if (below === 0)
    return { value: null, numerator: above, denominator: 0, reason: 'zero_denominator' } as const;
  return { value: (above / below) * scale, numerator: above, denominator: below, reason: null };
}

/** Of duties about persons the tables have no month before it is over: their sum over it is not known. */
function lacksMonths(rows: readonly MetricRow[], { from, to }: MetricRequest): boolean {
  const [first] = rows;
  if (first?.month === undefined || !isAboutPersons(first.duty_type ?? '')) return false;
  let length = 1;
  for (let month = from; month < to; month = addMonths(month, 1)) length++;
  return new Set(rows.map(({ month }) => month)).size < length;
}

/**
 * What no table has a row of was never counted: zero, but for duties about persons in a month that is not over, of which
 * there is no table yet.
 */
function withAbsent(version: LiveVersion, rows: MetricRow[], request: MetricRequest): MetricRow[] {
  const { by, filters } = request;
  const isOver = version.asOf >= lastDay(request.to);
  if (by.length === 0 && rows.length === 0) {
    const isHidden = !isOver && (filters.duty_type?.some(isAboutPersons) ?? false);
    return [isHidden ? hidden : { ...sumOf([], request) }];
  }
  if (isOver || by.length !== 1 || by[0] !== 'duty_type' || filters.duty_type) return rows;
  const absent = aboutPersons.filter((code) => !rows.some((row) => row.duty_type === code));
  return [...rows, ...absent.map((code) => ({ duty_type: code, ...hidden }))];
}
