import type { ChartSeries, ChartSpec } from '$lib/charts/spec';
import type { Tone } from '$lib/charts/theme';
import { formatDate, formatMonth } from '$lib/format/dates';
import { formatCount, formatFigure, formatRatio } from '$lib/format/numbers';
import type { Lang } from '$lib/i18n';
import type { SqlWords } from '$lib/i18n/sql';
import type { GroupKey, GroupTable } from '$lib/shape/groups';
import type { HeatCell, HeatmapData } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import { mostGroups } from './grouping';
import type { ResultView } from './view';

/** What a view of a result shows: a drawing or a heatmap, and always the table. */
export interface Drawing {
  finding: string;
  summary: string;
  /** What was left out. */
  notes: string[];
  chart: ChartSpec | null;
  heatmap: HeatmapData | null;
  table: TableData;
}

/** How a drawing is worded. */
export interface Wording {
  words: SqlWords;
  lang: Lang;
}

const tones: readonly Tone[] = ['volume', 'late', 'good', 'middle', 'quiet', 'light'];
const most = {
  pivot: mostGroups,
  line: { rows: 400, columns: tones.length },
  bar: { rows: 30, columns: tones.length },
  heatmap: { rows: 200, columns: 60 },
} as const;

/** Draws groups as a view asks for them. */
export function drawingOf(groups: GroupTable, view: ResultView, wording: Wording): Drawing {
  const { words, lang } = wording;
  const show = view.show === 'rows' ? 'pivot' : view.show;
  const drawn = cutTo(groups, most[show]);
  const written = writer(groups, view, lang);
  const finding = findingOf(view, words);
  const named = namesOf(drawn, wording);
  return {
    finding,
    summary: summaryOf(groups, written, wording),
    notes: notesOf(drawn, wording),
    chart: show === 'line' || show === 'bar' ? chartOf(drawn, named, { show, view, lang, finding }) : null,
    heatmap: show === 'heatmap' ? heatmapOf(drawn, named, { written, words, finding }) : null,
    table: tableOf(groups, view, { written, wording, finding }),
  };
}

function findingOf({ measure, value, rows, columns }: ResultView, { view }: SqlWords): string {
  return view.finding(view.measures[measure], value ?? view.rowsThemselves, rows.join(', '), columns);
}

function summaryOf(
  { rowKeys, counts, highest }: GroupTable,
  written: Written,
  { words, lang }: Wording,
): string {
  if (highest === null) return words.view.summaryNone;
  const name = labelled([...rowKeys, highest.key], { words, lang }).at(-1) ?? '';
  return words.view.summary(formatCount(counts.rows, lang), name, written(highest.total));
}

function notesOf({ rowKeys, columnKeys, counts }: GroupTable, { words, lang }: Wording): string[] {
  const say = (count: number) => formatCount(count, lang);
  const [rows, columns] = [rowKeys.length, columnKeys.length];
  return [
    ...(rows < counts.rows ? [words.view.cutRows(say(rows), say(counts.rows))] : []),
    ...(columns < counts.columns ? [words.view.cutColumns(say(columns), say(counts.columns))] : []),
  ];
}

/** The first rows and the largest columns, the columns in their order; totals stay those of all. */
function cutTo(groups: GroupTable, limits: { rows: number; columns: number }): GroupTable {
  const size = (i: number) => Math.abs(groups.columnTotals[i] ?? 0);
  const kept = groups.columnKeys
    .map((_, i) => i)
    .sort((a, b) => size(b) - size(a))
    .slice(0, limits.columns)
    .sort((a, b) => a - b);
  return {
    ...groups,
    rowKeys: groups.rowKeys.slice(0, limits.rows),
    rowTotals: groups.rowTotals.slice(0, limits.rows),
    columnKeys: kept.map((i) => groups.columnKeys[i] ?? null),
    columnTotals: kept.map((i) => groups.columnTotals[i] ?? null),
    cells: groups.cells.slice(0, limits.rows).map((row) => kept.map((i) => row[i] ?? null)),
  };
}

type Written = (figure: number) => string;

/** The house's names of shares end so; only those within 0 to 1 are written as percentages. */
function isShare({ cells }: GroupTable, { measure, value }: ResultView): boolean {
  const isNamed = /_(ratio|rate|share)$/.test(value ?? '') && !['sum', 'count', 'distinct'].includes(measure);
  return isNamed && cells.flat().every((cell) => cell === null || (cell >= 0 && cell <= 1));
}

function writer(groups: GroupTable, view: ResultView, lang: Lang): Written {
  return isShare(groups, view)
    ? (figure) => formatRatio(figure, lang)
    : (figure) => formatFigure(figure, lang);
}

interface Names {
  rows: string[];
  columns: string[];
}

function namesOf({ rowKeys, columnKeys }: GroupTable, wording: Wording): Names {
  const columns = labelled(
    columnKeys.map((key) => [key]),
    wording,
  );
  return { rows: labelled(rowKeys, wording), columns };
}

function labelled(keys: readonly (readonly GroupKey[])[], wording: Wording): string[] {
  const isMonths = keys.every(([key]) => key === null || key === undefined || isMonth(key));
  return keys.map((levels) => levels.map((key) => labelOf(key, isMonths, wording)).join(' · '));
}

function isMonth(key: GroupKey): boolean {
  return typeof key === 'string' && /^\d{4}-\d{2}-01$/.test(key);
}

function labelOf(key: GroupKey, isMonths: boolean, { words, lang }: Wording): string {
  if (key === null) return words.view.blank;
  if (typeof key === 'boolean') return key ? words.yes : words.no;
  if (typeof key === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(key)) {
    return isMonths && isMonth(key) ? formatMonth(key, lang) : formatDate(key, lang);
  }
  return String(key);
}

function chartOf(
  groups: GroupTable,
  { rows, columns }: Names,
  { show, view, lang, finding }: { show: 'line' | 'bar'; view: ResultView; lang: Lang; finding: string },
): ChartSpec {
  const series = groups.columnKeys.map((_, i): ChartSeries => ({
    name: view.columns === null ? finding : (columns[i] ?? ''),
    tone: tones[i] ?? 'quiet',
    values: groups.cells.map((row) => row[i] ?? null),
  }));
  const unit = isShare(groups, view) ? ('ratio' as const) : ('figure' as const);
  if (show === 'line') {
    const lines = view.columns === null ? series.map((each) => ({ ...each, name: '' })) : series;
    return {
      kind: 'lines',
      lang,
      height: 320,
      months: rows,
      unit,
      series: lines,
      band: null,
      bandName: '',
      marks: [],
    };
  }
  const height = 60 + rows.length * Math.max(26, 14 * series.length);
  return { kind: 'bars', lang, height, months: rows, unit, series };
}

const steps = 5;

/** The width of a step, rounded up so that its limits can be read: whole for counts, else of two digits. */
function stepWidth(width: number, isWhole: boolean): number {
  if (width === 0) return 1;
  const unit = isWhole ? 1 : 10 ** (Math.floor(Math.log10(width)) - 1);
  return Math.ceil(width / unit) * unit;
}

function heatmapOf(
  groups: GroupTable,
  { rows, columns }: Names,
  { written, words, finding }: { written: Written; words: SqlWords; finding: string },
): HeatmapData {
  const figures = groups.cells.flat().filter((cell) => cell !== null);
  const low = figures.reduce((least, figure) => Math.min(least, figure), 0);
  const high = figures.reduce((largest, figure) => Math.max(largest, figure), low);
  const width = stepWidth((high - low) / steps, figures.every(Number.isInteger));
  const cellOf = (figure: number | null): HeatCell => {
    if (figure === null) return { text: '', empty: 'not_applicable' };
    if (figure === 0) return { text: written(0), empty: 'zero' };
    return { text: written(figure), step: Math.min(steps - 1, Math.floor((figure - low) / width)) };
  };
  return {
    caption: finding,
    corner: finding,
    columns: columns.map((label, i) => ({ key: String(i), label })),
    groups: [
      {
        label: null,
        rows: rows.map((label, i) => ({
          key: String(i),
          label,
          cells: (groups.cells[i] ?? []).map(cellOf),
          total: written(groups.rowTotals[i] ?? NaN),
        })),
      },
    ],
    totals: {
      label: words.view.all,
      columns: groups.columnTotals.map((total) => written(total ?? NaN)),
      all: written(groups.total ?? NaN),
    },
    palette: 'count',
    steps: Array.from({ length: steps }, (_, i) => words.view.step(written(low + i * width))),
  };
}

function tableOf(
  groups: GroupTable,
  view: ResultView,
  { written, wording, finding }: { written: Written; wording: Wording; finding: string },
): TableData {
  const { columns } = namesOf(groups, wording);
  const say = (figure: number | null) => (figure === null ? null : written(figure));
  const levels = view.rows.map((_, level) =>
    labelled(
      groups.rowKeys.map((key) => [key[level] ?? null]),
      wording,
    ),
  );
  const { all } = wording.words.view;
  const hasColumns = view.columns !== null;
  return {
    caption: finding,
    columns: [
      ...view.rows.map((label) => ({ label, kind: 'text' as const })),
      ...columns.map((label) => ({
        label: hasColumns ? label : findingOf(view, wording.words),
        kind: 'figure' as const,
      })),
      ...(hasColumns ? [{ label: all, kind: 'figure' as const }] : []),
    ],
    rows: [
      ...groups.cells.map((cells, i) => [
        ...levels.map((names) => names[i] ?? ''),
        ...cells.map(say),
        ...(hasColumns ? [say(groups.rowTotals[i] ?? null)] : []),
      ]),
      [
        all,
        ...view.rows.slice(1).map(() => ''),
        ...groups.columnTotals.map(say),
        ...(hasColumns ? [say(groups.total)] : []),
      ],
    ],
  };
}
