import type { ChartSeries, LinesSpec } from '$lib/charts/spec';
import { addMonths, formatMonth, monthInWords, monthRange } from '$lib/format/dates';
import { formatCount, formatDecimal, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { monthSeries } from '$lib/shape/series';
import type { ColumnKind, TableData } from '$lib/shape/table';
import { ordinaryBand, type Band } from '$lib/shape/variation';
import type { MetricId } from '../metrics.ts';
import { monthLinks } from './choice';
import { ask, windowOf, type PageContext } from './context';
import { caseSeries } from './flow-panel';
import { limitsNote, marksNote, marksOf } from './marks';
import { multiplesPanel, type MultiplesPanel } from './multiples';
import { contentOf, panel, sourceLine, type PanelFrame, type PanelResult } from './panel';

export interface LinesPanel {
  frame: PanelFrame;
  spec: LinesSpec;
  summary: string;
}

/** How the work develops over the window. */
export interface TrendsPage {
  title: string;
  finding: string;
  lede: string;
  /** The key of the dashed lines that all charts of the page share. */
  marks: string;
  window: { months: number; choices: number[] };
  flows: PanelResult<LinesPanel>;
  stock: PanelResult<LinesPanel>;
  days: PanelResult<LinesPanel>;
  onTime: PanelResult<LinesPanel>;
  multiples: PanelResult<MultiplesPanel>;
}

const windows = [12, 24, 36, 60];

/** All of the trends, from one version. */
export async function trendsPage(page: PageContext): Promise<TrendsPage> {
  const cases = await panel(page, 'cases', () => caseSeries(page, page.filters.months));
  const series = () => {
    if (!cases.ok) throw new Error('The series of cases could not be read.');
    return cases.content;
  };
  const [flows, stock, days, onTime, multiples] = await Promise.all([
    panel(page, 'flows', () => flowsPanel(page, series())),
    panel(page, 'stock', () => stockPanel(page, series())),
    panel(page, 'days', () => daysPanel(page)),
    panel(page, 'on-time', () => onTimePanel(page)),
    panel(page, 'multiples', () => multiplesPanel(page)),
  ]);
  const known = contentOf(cases);
  return {
    title: page.say.titles.trends,
    finding: known ? findingOf(page, known) : page.say.titles.trends,
    lede: known ? ledeOf(page, known) : '',
    marks: known ? (marksNote(page, await marksOf(page, known.months)) ?? '') : '',
    window: { months: page.filters.months, choices: windows },
    flows,
    stock,
    days,
    onTime,
    multiples,
  };
}

type Series = Awaited<ReturnType<typeof caseSeries>>;

function findingOf(page: PageContext, { months, pending }: Series): string {
  const { finding } = page.say.trends;
  const now = pending.at(-1) ?? 0;
  const earlier = addMonths(page.filters.month, -12);
  const before = pending[months.indexOf(earlier)] ?? null;
  const count = (n: number) => counted(n, page.lang);
  if (before === null) return finding.first(count(now));
  const month = monthInWords(earlier, page.lang);
  if (now === before) return finding.same(count(now), month);
  const write = now > before ? finding.grew : finding.shrank;
  return write(count(Math.abs(now - before)), count(now), month);
}

function ledeOf(page: PageContext, series: Series): string {
  const { words, trends } = page.say;
  const names = {
    opened: words.opened,
    closed: words.closed,
    pending: words.pending,
    overdue: words.overdue,
  };
  const signals = (['opened', 'closed', 'pending', 'overdue'] as const).flatMap((name) => {
    const values = series[name];
    const now = values.at(-1) ?? null;
    const band = ordinaryBand(values);
    if (now === null || !band || (now <= band.high && now >= band.low)) return [];
    return [
      trends.signal(names[name].toLocaleLowerCase(page.lang), formatCount(now, page.lang), now > band.high),
    ];
  });
  return trends.lede(signals);
}

async function flowsPanel(page: PageContext, series: Series): Promise<LinesPanel> {
  const { say } = page;
  const last = (values: (number | null)[]) =>
    values.slice(-12).reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const months = Math.min(12, series.months.length);
  const opened = counted(last(series.opened), page.lang);
  const closed = counted(last(series.closed), page.lang);
  return linesPanel(page, {
    id: 'flows',
    title: opened.n + closed.n === 0 ? say.trends.flowsNone : say.trends.flows(opened, closed, months),
    description: say.trends.flowsDescription,
    caption: say.trends.flowsTable,
    months: series.months,
    kind: 'count',
    band: ordinaryBand(series.opened),
    lines: [
      { name: say.words.opened, tone: 'middle', values: series.opened },
      { name: say.words.closed, tone: 'volume', values: series.closed },
    ],
  });
}

async function stockPanel(page: PageContext, series: Series): Promise<LinesPanel> {
  const { say } = page;
  const pending = series.pending.at(-1) ?? 0;
  const overdue = series.overdue.at(-1) ?? 0;
  return linesPanel(page, {
    id: 'stock',
    title: stockFinding(page, pending, overdue),
    description: say.trends.stockDescription,
    caption: say.trends.stockTable,
    months: series.months,
    kind: 'count',
    band: ordinaryBand(series.pending),
    hasDueDates: true,
    lines: [
      { name: say.words.pending, tone: 'volume', values: series.pending },
      { name: say.words.overdue, tone: 'late', values: series.overdue },
    ],
  });
}

function stockFinding({ say, lang }: PageContext, pending: number, overdue: number): string {
  if (pending === 0) return say.trends.stockNone;
  if (overdue === 0) return say.trends.stockClear(counted(pending, lang));
  return say.trends.stock(
    formatRatio(overdue / pending, lang),
    counted(overdue, lang),
    counted(pending, lang),
  );
}

async function daysPanel(page: PageContext): Promise<LinesPanel> {
  const { say, lang } = page;
  const window = windowOf(page, page.filters.months);
  const months = monthRange(window.from, window.to);
  const read = async (metric: MetricId) => monthSeries(await ask(page, metric, ['month'], window), months);
  const median = await read('days_to_conclusion_median');
  const p80 = await read('days_to_conclusion_p80');
  const p90 = await read('days_to_conclusion_p90');
  const [half, most] = [median.at(-1) ?? null, p90.at(-1) ?? null];
  return linesPanel(page, {
    id: 'days',
    title:
      half === null || most === null
        ? say.trends.daysNone
        : say.trends.days(
            formatDecimal(half, lang, wholeDigits(half)),
            formatDecimal(most, lang, wholeDigits(most)),
          ),
    description: say.trends.daysDescription,
    caption: say.trends.daysTable,
    months,
    kind: 'decimal',
    band: null,
    lines: [
      { name: say.trends.p90, tone: 'quiet', values: p90 },
      { name: say.trends.p80, tone: 'middle', values: p80 },
      { name: say.trends.median, tone: 'volume', values: median },
    ],
  });
}

function wholeDigits(value: number): number {
  return Number.isInteger(value) ? 0 : 1;
}

async function onTimePanel(page: PageContext): Promise<LinesPanel> {
  const { say, lang } = page;
  const window = windowOf(page, page.filters.months);
  const months = monthRange(window.from, window.to);
  const rows = await ask(page, 'on_time_rate', ['month'], window);
  const rates = monthSeries(rows, months);
  const now = rows.at(-1);
  const made = linesPanel(page, {
    id: 'on-time',
    title:
      now?.value == null
        ? say.trends.onTimeNone
        : say.trends.onTime(
            formatRatio(now.value, lang),
            `${formatCount(now.numerator, lang)}/${formatCount(now.denominator, lang)}`,
          ),
    description: say.trends.onTimeDescription,
    caption: say.trends.onTimeTable,
    months,
    kind: 'ratio',
    band: ordinaryBand(rates, 0, 1),
    hasDueDates: true,
    lines: [{ name: say.trends.onTimeName, tone: 'good', values: rates }],
  });
  const content = await made;
  return { ...content, frame: { ...content.frame, table: withCounts(page, content.frame.table, rows) } };
}

function withCounts(
  page: PageContext,
  table: TableData,
  rows: readonly { numerator: number | null; denominator: number | null }[],
): TableData {
  const newestFirst = [...rows].reverse();
  return {
    ...table,
    columns: [
      ...table.columns,
      { label: page.say.trends.part, kind: 'count' },
      { label: page.say.trends.whole, kind: 'count' },
    ],
    rows: table.rows.map((row, i) => [
      ...row,
      newestFirst[i]?.numerator ?? null,
      newestFirst[i]?.denominator ?? null,
    ]),
  };
}

interface Drawing {
  id: string;
  title: string;
  description: string;
  caption: string;
  months: string[];
  kind: Extract<ColumnKind, 'count' | 'ratio' | 'decimal'>;
  band: Band | null;
  lines: ChartSeries[];
  /** Whether the figures depend on time limits. */
  hasDueDates?: boolean;
}

async function linesPanel(page: PageContext, drawing: Drawing): Promise<LinesPanel> {
  const { say, lang } = page;
  const marks = await marksOf(page, drawing.months);
  const labels = drawing.months.map((month) => formatMonth(month, lang));
  return {
    frame: {
      page: 'trends',
      id: drawing.id,
      title: drawing.title,
      description: drawing.description,
      source: sourceLine(page, drawing.hasDueDates ? await limitsNote(page, drawing.months) : ''),
      table: {
        caption: drawing.caption,
        links: monthLinks(page, drawing.months).reverse(),
        columns: [
          { label: say.words.month, kind: 'month' },
          ...drawing.lines.map((line) => ({ label: line.name, kind: drawing.kind })),
        ],
        rows: drawing.months
          .map((month, i) => [month, ...drawing.lines.map((line) => line.values[i] ?? null)])
          .reverse(),
      },
      drawn: true,
    },
    spec: {
      kind: 'lines',
      lang,
      height: 232,
      months: labels,
      links: monthLinks(page, drawing.months),
      unit: drawing.kind,
      series: drawing.lines,
      band: drawing.band,
      bandName: say.words.ordinary,
      marks,
    },
    summary: say.flow.summary(drawing.title, labels[0] ?? '', labels.at(-1) ?? ''),
  };
}
