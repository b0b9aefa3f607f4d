import { monthInWords, formatMonth, monthRange } from '$lib/format/dates';
import { upperFirst } from '$lib/format/names';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { HeatCell, HeatmapData } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../../metrics.ts';
import type { HeatPanel } from '../age-panel';
import { askShown, windowOf, type PageContext } from '../context';
import { countCell, emptyCell } from '../heat-parts';
import { scaleFor, stepLabels } from '../heat/scale';
import { metricsShown, sourceLine, type PageName } from '../panel';

export const shownMeasures = ['pending', 'overdue', 'opened', 'closed'] as const;
export type ShownMeasure = (typeof shownMeasures)[number];

export const shownMetrics = {
  pending: 'cases_pending',
  overdue: 'cases_overdue',
  opened: 'cases_opened',
  closed: 'cases_closed',
} as const;

/** Counts of cases by month and one attribute, over the months up to the page's. */
export interface ShownTable {
  page: PageName;
  id: string;
  by: 'organization_type' | 'case_type';
  measure: ShownMeasure;
}

const months = 12;

interface Cells {
  table: ShownTable;
  months: string[];
  rows: { key: string; label: string }[];
  cell: (row: string, month: string) => MetricRow | undefined;
  totals: MetricRow[];
}

/**
 * Counts by month and attribute as the restricted profile tells them: hidden cells hatched, totals as published, the
 * scale from shown cells alone.
 */
export async function shownHeat(page: PageContext, table: ShownTable): Promise<HeatPanel> {
  const { say, lang } = page;
  const period = windowOf(page, months);
  const metric = shownMetrics[table.measure];
  const [rows, totals] = await Promise.all([
    askShown(page, metric, { by: ['month', table.by], period }),
    askShown(page, metric, { by: ['month'], period }),
  ]);
  const byPlace = new Map(
    rows.map((row) => [`${String(row[table.by])}\n${String(row.month).slice(0, 7)}`, row]),
  );
  const cells: Cells = {
    table,
    months: monthRange(period.from, period.to),
    rows: rowsOf(page, table, rows),
    cell: (row, month) => byPlace.get(`${row}\n${month}`),
    totals,
  };
  const measure = say.restricted.measures[table.measure];
  return {
    frame: {
      page: table.page,
      id: table.id,
      title: findingOf(page, cells),
      description: say.restricted.heat.description(say.restricted.by[table.by](measure), cells.months.length),
      source: sourceLine(page),
      note: noteOf(page, cells),
      metrics: metricsShown(page, metric),
      table: tableOf(page, cells),
      drawn: false,
    },
    heatmap: heatmapOf(page, cells, lang),
  };
}

/** Rows of the heatmap: the codes of the list that occur, then what has no code. */
function rowsOf(page: PageContext, { by }: ShownTable, rows: readonly MetricRow[]): Cells['rows'] {
  const present = new Set(rows.map((row) => String(row[by])));
  const listed = page.codes
    .list(by)
    .flatMap(({ code, label }) => (present.has(code) ? [{ key: code, label }] : []));
  return present.has('null') ? [...listed, { key: 'null', label: page.say.words.upper }] : listed;
}

const isHidden = (row: MetricRow | undefined) => row?.reason === 'suppressed';

function heatmapOf(page: PageContext, cells: Cells, lang: PageContext['lang']): HeatmapData {
  const { say } = page;
  const bounds = scaleFor(largestOf(cells));
  const cellOf = (row: MetricRow | undefined): HeatCell =>
    isHidden(row)
      ? { ...emptyCell('suppressed'), text: say.restricted.hidden }
      : countCell(page, row, bounds);
  const total = (row: MetricRow | undefined) =>
    isHidden(row) ? say.restricted.hidden : formatCount(row?.value ?? 0, lang);
  return {
    caption: say.restricted.by[cells.table.by](say.restricted.measures[cells.table.measure]),
    corner: cells.table.by === 'case_type' ? say.words.case : say.words.type,
    columns: cells.months.map((month) => ({
      key: month,
      label: formatMonth(month, lang),
      full: monthInWords(month, lang),
    })),
    groups: [
      {
        label: null,
        rows: cells.rows.map(({ key, label }) => ({
          key,
          label,
          cells: cells.months.map((month) => cellOf(cells.cell(key, month))),
        })),
      },
    ],
    totals: { label: say.words.total, columns: cells.totals.map(total), all: '' },
    palette: 'count',
    steps: stepLabels(page, bounds),
  };
}

/** The largest cell that is told. */
function largestOf({ rows, months: shown, cell }: Cells): number {
  return Math.max(0, ...rows.flatMap(({ key }) => shown.map((month) => cell(key, month)?.value ?? 0)));
}

function tableOf(page: PageContext, { table, rows, months: shown, cell, totals }: Cells): TableData {
  const { restricted, words } = page.say;
  const value = (row: MetricRow | undefined) => (isHidden(row) ? restricted.hidden : (row?.value ?? 0));
  return {
    caption: restricted.by[table.by](restricted.measures[table.measure]),
    columns: [
      { label: words.month, kind: 'month' },
      ...rows.map(({ label }) => ({ label, kind: 'count' as const })),
      { label: words.total, kind: 'count' },
    ],
    rows: shown
      .map((month, at) => [month, ...rows.map(({ key }) => value(cell(key, month))), value(totals[at])])
      .reverse(),
  };
}

function noteOf(page: PageContext, { rows, months: shown, cell }: Cells): string {
  const hidden = rows.flatMap(({ key }) => shown.filter((month) => isHidden(cell(key, month)))).length;
  const all = rows.length * shown.length;
  return page.say.restricted.heat.note(counted(hidden, page.lang), formatCount(all, page.lang));
}

/** Who has most in the page's month, of those that are told. */
function findingOf(page: PageContext, { rows, cell, table }: Cells): string {
  const { heat, measures } = page.say.restricted;
  const month = upperFirst(monthInWords(page.filters.month, page.lang), page.lang);
  const known = rows.map(({ key, label }) => ({ label, row: cell(key, page.filters.month) }));
  const told = known.filter(({ row }) => !isHidden(row));
  const [first] = told.toSorted((a, b) => (b.row?.value ?? 0) - (a.row?.value ?? 0));
  const most = first?.row?.value ?? 0;
  if (told.length < known.length && most === 0) return heat.none(month);
  if (!first || most === 0) return heat.zero(measures[table.measure], month);
  const write = told.length === known.length ? heat.all : heat.shown;
  return write(first.label, formatCount(most, page.lang), month);
}
