import { metrics, sources, type Measure, type Source } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { isByOrganization, periodStatement, type SourceQuestion, type Statement } from './metric-sql.ts';
import { rowCountOf } from './row-counts.ts';
import type { LiveVersion } from './version.ts';

/** A question to a roll-up, and how its answer for one month at a time reads. */
export interface MonthlyQuestion {
  question: SourceQuestion;
  /** The statement of a question; absent: sums of the months asked for. */
  statement?: (question: SourceQuestion) => Statement;
}

// All months split by two more dimensions are some thousand short rows; by three, reading them costs more than it saves.
const mostDimensions = 2;
const mostRows = 20_000;
// Of a table by organisation: so many are read through in the time that planning takes.
const mostRowsRead = 500_000;

/**
 * The rows that a question gives, cut out of the answer for all months at once: a reader who goes from month to month,
 * and every window that overlaps another, asks DuckDB nothing more. Null where the question is not of that kind: by
 * organisation, of what stands below one in a large version, by several dimensions, beyond the version's months, or of a
 * pool of months that does not add up.
 */
export async function rowsOfMonths(
  version: LiveVersion,
  { question, statement }: MonthlyQuestion,
): Promise<Row[] | null> {
  if (!isForMonths(version, question)) return null;
  const isSummed = statement === undefined;
  if (!isSummed && !question.by.includes('month') && question.from !== question.to) return null;
  const { sql, params } = (statement ?? periodStatement)(overAllMonths(version, question, isSummed));
  const rows = await version.all(sql, params);
  return rows.length > mostRows ? null : cutOut(rows, question, isSummed);
}

function isForMonths(version: LiveVersion, question: SourceQuestion): boolean {
  const { first, last } = version.dutyMonths;
  const others = question.by.filter((name) => name !== 'month');
  const isWithin = question.from >= first && question.to <= last;
  return isWithin && others.length <= mostDimensions && isQuicklyRead(version, question);
}

/** Roll-ups are short; a table by organisation is where all of it is, for the sums of what stands below one. */
function isQuicklyRead(version: LiveVersion, question: SourceQuestion): boolean {
  if (!isByOrganization(question)) return true;
  const isSplit = question.by.some((name) => name === 'organization' || name === 'parent');
  return !isSplit && rowCountOf(version, `marts.${sources[question.source].byMonth}`) <= mostRowsRead;
}

/** Sums are asked with all measures of their table, so that every figure of it is in one answer. */
function overAllMonths(
  { dutyMonths }: LiveVersion,
  question: SourceQuestion,
  isSummed: boolean,
): SourceQuestion {
  const others = question.by.filter((name) => name !== 'month');
  const measures = isSummed ? (summed.get(question.source) ?? question.measures) : question.measures;
  const limit = mostRows + 1;
  return {
    ...question,
    by: ['month', ...others],
    measures,
    from: dutyMonths.first,
    to: dutyMonths.last,
    limit,
  };
}

const summed = measuresBySource();

function measuresBySource(): Map<Source, Measure[]> {
  const found = new Map<Source, Map<string, Measure>>();
  const parts = metrics
    .filter(({ quantile }) => quantile === undefined)
    .flatMap(({ numerator, denominator, detail }) => [
      ...numerator.measures,
      ...(denominator?.measures ?? []),
      ...(detail ? [detail] : []),
    ]);
  for (const measure of parts) {
    const columns = found.get(measure.source) ?? new Map<string, Measure>();
    found.set(measure.source, columns.set(measure.column, measure));
  }
  return new Map([...found].map(([source, columns]) => [source, [...columns.values()]]));
}

/** The months of a question, summed where it does not split by them; stocks are those of its last month. */
function cutOut(rows: readonly Row[], question: SourceQuestion, isSummed: boolean): Row[] {
  const [from, to] = [`${question.from}-01`, `${question.to}-31`];
  const within = rows.filter(({ month }) => typeof month === 'string' && month >= from && month <= to);
  if (!isSummed) return within;
  const all = question.by.includes('month') ? within : sums(within, question);
  return all.filter((row) => question.measures.some(({ column }) => row[column] !== 0));
}

function sums(rows: readonly Row[], { by, measures, to }: SourceQuestion): Row[] {
  const groups = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => row[name]));
    const group = groups.get(key) ?? groupOf(row, by, measures);
    groups.set(key, group);
    for (const { column, over } of measures) {
      const isCounted = over !== 'stock' || String(row.month).startsWith(to);
      if (isCounted) group[column] = Number(group[column]) + Number(row[column]);
    }
  }
  return [...groups.values()];
}

function groupOf(row: Row, by: readonly string[], measures: readonly Measure[]): Row {
  return Object.fromEntries([
    ...by.map((name) => [name, row[name] ?? null] as const),
    ...measures.map(({ column }) => [column, 0] as const),
  ]);
}
