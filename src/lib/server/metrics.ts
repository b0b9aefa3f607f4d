import {
  metricOf,
  type Dimension,
  type Metric,
  type MetricId,
  type Part,
  type Unit,
} from '#warehouse/metrics.ts';
import { sqlFile } from '#warehouse/project.ts';
import { monthRange } from '../format/dates.ts';
import { coverageOf, isUntold, type Lag } from './coverage.ts';
import { BadParameter, notAllowed } from '../filters/bad-parameter.ts';
import { cellOf, monthsOf, type EmptyReason, type MetricCell } from './metric-cell.ts';
import { amountKey, countedRows, keep, numeratorOf, type Counted, type Dims } from './metric-count.ts';
import { withinPart } from './metric-part.ts';
import { restrictedRows } from './restricted/rows.ts';
import { rowCountOf } from './row-counts.ts';
import { addMonths, firstDay, type Basis, type Filters } from './metric-sql.ts';
import type { Disclosure } from './state/tables.ts';
import type { LiveVersion } from './version.ts';

export type { Basis, EmptyReason, Filters };
export type { Dimension, MetricId } from '#warehouse/metrics.ts';

/** A question to the catalogue. Months are `YYYY-MM`, `to` inclusive; absent filters mean all. */
export interface MetricRequest {
  metric: MetricId;
  by: Dimension[];
  from: string;
  to: string;
  basis: Basis;
  filters: Filters;
}

/** One row of an answer: its dimensions (`month` as `YYYY-MM-DD`, its first day) and its cell. */
export type MetricRow = Partial<Record<Dimension, string | null>> & MetricCell;

/** An answer as the API gives it: one array a column, dimensions first. Ratios are 0-1. */
export interface MetricAnswer {
  metric: MetricId;
  unit: Unit;
  version: string;
  as_of: string;
  basis: Basis;
  disclosure: Disclosure;
  columns: { name: string; type: string }[];
  data: (string | number | null)[][];
  /** Row, column and reason of each cell that has no figure. */
  empty: [number, number, EmptyReason][];
  /** Only in a version that combines provinces: whom its months lack. */
  provinces?: ProvincesAnswer;
}

/** Of the provinces that a question is about: those without figures, and the months whose sums lack some of the others. */
interface ProvincesAnswer {
  total: number;
  absent: Lag[];
  incomplete: { month: string; late: Lag[] }[];
}

const maxCells = 100_000;
/** So many are asked for all months at once: every window is cut out of one answer. */
const mostNotDelivered = 20_000;
const measureColumns = ['value', 'numerator', 'denominator'] as const;

/**
 * The answer of a metric, as columns. Rows are sparse (combinations with something counted) but for `by` empty
 * or only `month`, which give every month of the period. Throws BadParameter for a dimension that the metric
 * lacks and beyond 100,000 cells.
 */
export async function answerMetric(version: LiveVersion, request: MetricRequest): Promise<MetricAnswer> {
  const metric = metricOf(request.metric);
  const rows = await metricRows(version, request);
  const names = [...request.by, ...measureColumns];
  const empty = rows.flatMap((row, i) => emptyCells(metric, row).map((name) => [i, name] as const));
  return {
    metric: metric.id,
    unit: metric.unit,
    version: version.id,
    as_of: version.asOf,
    basis: request.basis,
    disclosure: version.disclosure,
    columns: names.map((name) => ({ name, type: typeOf(metric, name) })),
    data: names.map((name) => rows.map((row) => row[name] ?? null)),
    empty: empty.flatMap(([i, name]): [number, number, EmptyReason][] => {
      const reason = rows[i]?.reason;
      return reason ? [[i, names.indexOf(name), reason]] : [];
    }),
    ...provincesOf(version, request),
  };
}

/** Of several organisations all provinces are told: their sums may lack any. */
function provincesOf(
  version: LiveVersion,
  { from, to, filters }: MetricRequest,
): Pick<MetricAnswer, 'provinces'> {
  const [asked = null, ...more] = [...(filters.organization ?? []), ...(filters.parent ?? [])];
  const organization = more.length > 0 ? version.part : (asked ?? version.part);
  const last = coverageOf(version, to, organization);
  if (last === null) return {};
  const incomplete = monthRange(last.since ?? to, to).flatMap((month) => {
    const late = month < from ? [] : (coverageOf(version, month, organization)?.late ?? []);
    return late.length > 0 ? [{ month, late }] : [];
  });
  return { provinces: { total: last.total, absent: last.absent, incomplete } };
}

/** The same as row objects, with the reason of an empty value. Sorted by `by`, nulls last. */
export async function metricRows(version: LiveVersion, asked: MetricRequest): Promise<MetricRow[]> {
  const metric = metricOf(asked.metric);
  checkDimensions(metric, asked);
  if (version.disclosure === 'restricted') return restrictedRows(version, asked);
  const request = withinPart(version, asked);
  const maxRows = Math.floor(maxCells / (request.by.length + measureColumns.length));
  const counted = await countedRows(version, request, {
    limit: maxRows + 1,
    check: (rows) => requireRoom(rows, maxRows),
  });
  const months = denseMonths(request, maxRows);
  for (const dims of months) keep(counted, dims, request.by);
  const rows = [...counted.values()].map(finisher(version, request));
  const missing = await notReported(version, request, counted);
  const all = [...rows, ...missing];
  requireRoom(all.length, maxRows);
  return all.sort((a, b) => compareBy(request.by, a, b));
}

function checkDimensions(metric: Metric, { by, filters }: MetricRequest): void {
  const unknown = by.find((name) => !metric.dimensions.includes(name));
  if (unknown) throw notAllowed('by', unknown, metric.dimensions);
  const filter = Object.keys(filters).find((name) => !metric.dimensions.some((known) => known === name));
  if (filter === undefined) return;
  throw new BadParameter(
    filter,
    `Chỉ tiêu "${metric.id}" không lọc được theo "${filter}". Các chiều cho phép: ${metric.dimensions.join(', ')}.`,
    metric.dimensions,
  );
}

function requireRoom(rows: number, maxRows: number): void {
  if (rows <= maxRows) return;
  throw new BadParameter(
    'by',
    `Kết quả vượt quá ${maxCells} ô. Hãy thu hẹp khoảng tháng, thêm bộ lọc hoặc bớt chiều trong "by".`,
  );
}

function denseMonths({ by, from, to }: MetricRequest, maxRows: number): Dims[] {
  if (by.length === 0) return [{}];
  if (by.length > 1 || by[0] !== 'month') return [];
  const months: Dims[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) {
    months.push({ month: firstDay(month) });
    requireRoom(months.length, maxRows);
  }
  return months;
}

const untold: MetricCell = { value: null, numerator: null, denominator: null, reason: 'not_reported' };

/** What makes a row of what was counted. */
function finisher(version: LiveVersion, request: MetricRequest): (counted: Counted) => MetricRow {
  const metric = metricOf(request.metric);
  const months = monthsOf(metric, version);
  const above = totaller(numeratorOf(metric, request));
  const organizations = [...(request.filters.organization ?? []), ...(request.filters.parent ?? [])];
  const below = metric.denominator ? totaller(metric.denominator) : () => null;
  return ({ dims, amounts }) => {
    const month = dims.month?.slice(0, 7) ?? request.to;
    const asked = dims.organization ? [dims.organization] : organizations;
    if (isUntold(version, month, asked)) return { ...dims, ...untold };
    const between = { lower: amounts.get('lower_workdays'), upper: amounts.get('upper_workdays') };
    const counts = { months, month, numerator: above(amounts), denominator: below(amounts), between };
    return { ...dims, ...cellOf(metric, counts) };
  };
}

function totaller({ measures, divideBy = 1 }: Part): (amounts: ReadonlyMap<string, number>) => number {
  const names = measures.map(amountKey);
  return (amounts) => names.reduce((total, name) => total + (amounts.get(name) ?? 0), 0) / divideBy;
}

/** Rows of organisations that sent nothing for a month's last snapshot and have nothing counted in it. */
async function notReported(
  version: LiveVersion,
  request: MetricRequest,
  counted: ReadonlyMap<string, Counted>,
): Promise<MetricRow[]> {
  const { by, filters } = request;
  const attributes: readonly Dimension[] = [
    'month',
    'organization',
    'organization_type',
    'organization_level',
    'parent',
  ];
  if (!by.includes('month') || !by.includes('organization')) return [];
  if (by.some((name) => !attributes.includes(name))) return [];
  const isShort = rowCountOf(version, 'meta.not_delivered') <= mostNotDelivered;
  const rows = await version.all(sqlFile('queries/not-delivered.sql'), {
    from: firstDay(isShort ? version.firstMonth : request.from),
    to: firstDay(isShort ? version.newestMonth : request.to),
    basis: request.basis,
    organization: filters.organization ?? [],
    organization_type: filters.organization_type ?? [],
    organization_level: filters.organization_level ?? [],
    parent: filters.parent ?? [],
  });
  const known = new Set([...counted.values()].map(({ dims }) => `${dims.month} ${dims.organization}`));
  return rows
    .filter(({ month }) => String(month) >= firstDay(request.from) && String(month) <= firstDay(request.to))
    .filter((row) => !known.has(`${String(row.month)} ${String(row.organization)}`))
    .map((row) => {
      const dims: Dims = {};
      for (const name of by) dims[name] = row[name] === null ? null : String(row[name]);
      return { ...dims, ...untold };
    });
}

function emptyCells(metric: Metric, row: MetricRow): (typeof measureColumns)[number][] {
  if (row.reason === null) return [];
  if (metric.denominator === null) return ['value'];
  const parts = metric.quantile === undefined ? measureColumns : (['value', 'denominator'] as const);
  return parts.filter((name) => row[name] === null);
}

function typeOf(metric: Metric, name: string): string {
  if (name === 'month') return 'DATE';
  const isWhole =
    name === 'numerator' ||
    (name === 'denominator' && metric.denominator?.divideBy === undefined) ||
    (name === 'value' && (metric.kind === 'flow' || metric.kind === 'stock'));
  if (isWhole) return 'BIGINT';
  return name === 'value' || name === 'denominator' ? 'DOUBLE' : 'VARCHAR';
}

/** Orders rows by their dimensions, nulls last. */
export function compareBy(by: readonly Dimension[], a: Dims, b: Dims): number {
  for (const name of by) {
    const [left, right] = [a[name] ?? null, b[name] ?? null];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
