import { metricOf } from '#warehouse/metrics.ts';
import type { Dimension, MetricId, MetricRow } from '../../metrics.ts';
import { ask, askWithin, thisMonth, windowOf, type PageContext, type Period } from '../context';
import { ownRows } from '../organization-rows';
import { isListed, type HeatChoice, type HeatMeasure } from './choice';
import { noKey, type HeatList, type ListedRow } from './list';

/** A count, or a share with its parts. */
export interface Figure {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

/** What the cells, rows and columns of a heatmap hold, by key. */
export interface HeatFigures {
  cell(row: string, column: string): MetricRow | undefined;
  /** All of a row; of rows or columns that are months: nothing adds up, null. */
  row(key: string): Figure | null;
  column(key: string): Figure | null;
  all: Figure | null;
  /** Keys that occur. */
  rowKeys: Set<string>;
  columnKeys: Set<string>;
}

export const metricOfMeasure: Record<HeatMeasure, MetricId> = {
  pending: 'cases_pending',
  overdue: 'cases_overdue',
  share: 'overdue_share',
};

/** The months that a heatmap's figures are of: a window where months are rows or columns, else the page's month. */
export function periodOf(page: PageContext, { rows, columns, months }: HeatChoice): Period {
  return rows === 'month' || columns === 'month' ? windowOf(page, months) : thisMonth(page);
}

/** A dimension's key in a row: months as `YYYY-MM`, none where the row has no value. */
export function keyOf(row: MetricRow, dimension: Dimension): string {
  const value = row[dimension] ?? null;
  if (value === null) return noKey;
  return dimension === 'month' ? value.slice(0, 7) : value;
}

/** The figures of a heatmap, all from the catalogue; of a long list the rows of one page, the totals of all. */
export async function heatFigures(
  page: PageContext,
  choice: HeatChoice,
  list: HeatList | null,
): Promise<HeatFigures> {
  const { rows, columns } = choice;
  const metric = metricOfMeasure[choice.measure];
  const period = periodOf(page, choice);
  const total = (dimension: Dimension) => ask(page, metric, [dimension], period);
  const [cells, byRow, byColumn, [all]] = await Promise.all([
    list && isListed(rows)
      ? listedCells(page, { metric, rows, columns, period, list })
      : ask(page, metric, [rows, columns], period),
    columns === 'month' || isListed(rows) ? [] : total(rows),
    rows === 'month' ? [] : total(columns),
    ask(page, metric, [], { from: period.to, to: period.to }),
  ]);
  const found = new Map(cells.map((row) => [`${keyOf(row, rows)}\n${keyOf(row, columns)}`, row]));
  const ofRow = isListed(rows) ? summedBy(cells, rows, metric) : indexed(byRow, rows);
  const ofColumn = indexed(byColumn, columns);
  const isTime = rows === 'month' || columns === 'month';
  return {
    cell: (row, column) => found.get(`${row}\n${column}`),
    row: (key) => (columns === 'month' ? null : (ofRow.get(key) ?? nothingOf(metric))),
    column: (key) => (rows === 'month' ? null : (ofColumn.get(key) ?? nothingOf(metric))),
    all: isTime ? null : (all ?? nothingOf(metric)),
    rowKeys: new Set(cells.map((row) => keyOf(row, rows))),
    columnKeys: new Set(cells.map((row) => keyOf(row, columns))),
  };
}

interface ListedQuestion {
  metric: MetricId;
  rows: 'organization' | 'parent';
  columns: Dimension;
  period: Period;
  list: HeatList;
}

async function listedCells(
  page: PageContext,
  { metric, rows, columns, period, list }: ListedQuestion,
): Promise<MetricRow[]> {
  const by: Dimension[] = [rows, columns];
  if (rows === 'organization') return ownRows(page, metric, { by, period, of: list.rows });
  const codes = list.rows.map((row) => row.code).filter((code) => code !== noKey);
  const below = askWithin(page, metric, { by, period, within: { parent: codes } });
  if (codes.length === list.rows.length) return below;
  const level = { organization_level: ['province_committee'] };
  const top = await askWithin(page, metric, { by, period, within: level });
  return [...(await below), ...top.filter((row) => keyOf(row, 'parent') === noKey)];
}

function indexed(rows: readonly MetricRow[], dimension: Dimension): Map<string, Figure> {
  return new Map(rows.map((row) => [keyOf(row, dimension), row]));
}

/** Rows added up by a dimension: counts as they are, shares by their parts. */
function summedBy(rows: readonly MetricRow[], dimension: Dimension, metric: MetricId): Map<string, Figure> {
  const sums = new Map<string, Figure>();
  for (const row of rows) {
    const key = keyOf(row, dimension);
    sums.set(key, plus(sums.get(key) ?? nothingOf(metric), row));
  }
  return sums;
}

function plus(a: Figure, b: Figure): Figure {
  if (a.denominator === null) return { ...a, value: (a.value ?? 0) + (b.value ?? 0) };
  const numerator = (a.numerator ?? 0) + (b.numerator ?? 0);
  const denominator = a.denominator + (b.denominator ?? 0);
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}

/** The figure of nothing counted: 0, and of a share no share. */
function nothingOf(metric: MetricId): Figure {
  return metricOf(metric).denominator === null
    ? { value: 0, numerator: null, denominator: null }
    : { value: null, numerator: 0, denominator: 0 };
}

/** Whether an organisation of a list existed in a month. */
export function existed(row: ListedRow, month: string): boolean {
  return row.existsFrom.slice(0, 7) <= month && row.existsTo.slice(0, 7) >= month;
}
