import {
  metricOf,
  sources,
  type Dimension,
  type Measure,
  type Metric,
  type Part,
  type Source,
} from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import {
  periodStatement,
  quantileStatement,
  trailingYearStatement,
  type SourceQuestion,
  type Statement,
} from './metric-sql.ts';
import { periodRows } from './metric-batch.ts';
import { rowsOfMonths } from './metric-months.ts';
import type { MetricRequest } from './metrics.ts';
import type { LiveVersion } from './version.ts';

/** Values of dimensions; `month` as `YYYY-MM-DD`. */
export type Dims = Partial<Record<Dimension, string | null>>;

/** What was counted for one combination of dimensions. */
export interface Counted {
  dims: Dims;
  amounts: Map<string, number>;
}

/** Rows of all sources of a metric, joined by their dimensions; `check` hears how many each source has. */
export async function countedRows(
  version: LiveVersion,
  request: MetricRequest,
  { limit, check }: { limit: number; check: (rows: number) => void },
): Promise<Map<string, Counted>> {
  const counted = new Map<string, Counted>();
  const below: Counted[][] = [];
  const questions = questionsOf(request, limit);
  const answers = await Promise.all(questions.map((question) => rowsOf(version, request, question)));
  for (const [i, question] of questions.entries()) {
    const rows = answers[i] ?? [];
    check(rows.length);
    const found = rows.map((row) => toCounted(row, question));
    if (question.by.length < request.by.length) below.push(found);
    else for (const row of found) add(keep(counted, row.dims, request.by), row);
  }
  for (const rows of below) spread(counted, rows);
  return counted;
}

async function rowsOf(
  version: LiveVersion,
  request: MetricRequest,
  question: SourceQuestion,
): Promise<Row[]> {
  const isSummed = isPeriod(request, question);
  const statement = (asked: SourceQuestion) => statementOf(request, asked);
  const cut = await rowsOfMonths(
    version,
    isSummed ? { question } : { question: lastOf(request, question), statement },
  );
  if (cut) return cut;
  if (isSummed) return periodRows(version, question);
  const { sql, params } = statement(question);
  return version.all(sql, params);
}

/** A year that ends with a month is one figure of it: without a split by month, only the last one is asked for. */
function lastOf({ metric }: MetricRequest, question: SourceQuestion): SourceQuestion {
  const isYear = metricOf(metric).quantile === undefined;
  return isYear && !question.by.includes('month') ? { ...question, from: question.to } : question;
}

/** The statements that count a request, one a source; each gives at most `limit` rows. */
export function statementsOf(request: MetricRequest, limit: number): Statement[] {
  return questionsOf(request, limit).map((question) => statementOf(request, question));
}

function questionsOf(request: MetricRequest, limit: number): SourceQuestion[] {
  return bySource(metricOf(request.metric), request).map(([source, measures]) =>
    questionOf(request, { source, measures, limit }),
  );
}

/** Measures that one statement can read: of one source, and the trailing year apart. */
function bySource(metric: Metric, request: MetricRequest): [Source, Measure[]][] {
  const groups = new Map<string, [Source, Measure[]]>();
  for (const measure of [...numeratorOf(metric, request).measures, ...(metric.denominator?.measures ?? [])]) {
    const name = `${measure.source} ${measure.over === 'trailing_year'}`;
    const group = groups.get(name) ?? [measure.source, []];
    if (!group[1].some((known) => amountKey(known) === amountKey(measure))) group[1].push(measure);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** What is counted: from the finer table when the question splits by what only that one has. */
export function numeratorOf(metric: Metric, { by, filters }: MetricRequest): Part {
  const isFine = (['stage', 'age_band'] as const).some((name) => by.includes(name) || filters[name]);
  return isFine && metric.detail ? { ...metric.numerator, measures: [metric.detail] } : metric.numerator;
}

function questionOf(
  request: MetricRequest,
  { source, measures, limit }: { source: Source; measures: Measure[]; limit: number },
): SourceQuestion {
  const { dimensions } = sources[source];
  const filters = Object.entries(request.filters).filter(([name]) => dimensions.some((own) => own === name));
  return {
    source,
    measures,
    limit,
    by: request.by.filter((name) => dimensions.includes(name)),
    from: request.from,
    to: request.to,
    basis: request.basis,
    filters: Object.fromEntries(filters),
  };
}

function statementOf(request: MetricRequest, question: SourceQuestion): Statement {
  const { quantile } = metricOf(request.metric);
  if (quantile !== undefined) return quantileStatement(question, quantile);
  return isPeriod(request, question) ? periodStatement(question) : trailingYearStatement(question);
}

function isPeriod({ metric }: MetricRequest, { measures }: SourceQuestion): boolean {
  return metricOf(metric).quantile === undefined && measures[0]?.over !== 'trailing_year';
}

function toCounted(row: Row, { by, measures }: SourceQuestion): Counted {
  const dims: Dims = {};
  for (const name of by) dims[name] = row[name] === null ? null : String(row[name]);
  const amounts = new Map<string, number>();
  for (const measure of measures) amounts.set(amountKey(measure), Number(row[measure.column] ?? 0));
  for (const name of ['lower_workdays', 'upper_workdays']) {
    if (name in row) amounts.set(name, Number(row[name]));
  }
  return { dims, amounts };
}

/** Under which name the amount of a measure is kept. */
export function amountKey({ source, column, over }: Measure): string {
  return `${source} ${over} ${column}`;
}

/** The row of those dimensions, made when it is not there yet. */
export function keep(counted: Map<string, Counted>, dims: Dims, by: readonly Dimension[]): Counted {
  const key = JSON.stringify(by.map((name) => dims[name] ?? null));
  const row = counted.get(key) ?? { dims, amounts: new Map<string, number>() };
  counted.set(key, row);
  return row;
}

function add(row: Counted, more: Counted): void {
  for (const [name, amount] of more.amounts) row.amounts.set(name, amount);
}

/** Gives every row the amounts of a source that lacks some of its dimensions. */
function spread(counted: Map<string, Counted>, rows: Counted[]): void {
  const names = Object.keys(rows[0]?.dims ?? {}) as Dimension[];
  const known = new Map<string, Counted>();
  for (const row of rows) add(keep(known, row.dims, names), row);
  for (const row of counted.values()) {
    const match = known.get(JSON.stringify(names.map((name) => row.dims[name] ?? null)));
    if (match) add(row, match);
  }
}
