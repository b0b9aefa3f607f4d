import { formatCount, formatDecimal, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { PageContext } from './context';
import { movedFinding, signalsSentence } from './findings';
import { caseSeries, type CaseSeries } from './flow-panel';
import { judgedSeries, type JudgedSeries } from './judged';
import { notes, spansNote } from './judged-parts';
import { largePanel, type LargePanel } from './large-panel';
import { linesPanel, type LinesPanel } from './lines-panel';
import { marksNote, marksOf } from './marks';
import { multiplesPanel, type MultiplesPanel } from './multiples';
import { outlookPanel } from './outlook-panel';
import { contentOf, panel, type PanelResult } from './panel';
import { reaches, targetOf, type Target } from './targets';

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
  outlook: PanelResult<LinesPanel>;
  multiples: PanelResult<MultiplesPanel>;
  /** The large chart of one of the small ones, when the address names it. */
  large: PanelResult<LargePanel> | null;
}

const windows = [12, 24, 36, 60];

/** All of the trends, from one version. */
export async function trendsPage(page: PageContext): Promise<TrendsPage> {
  const cases = await panel(page, 'cases', async () => {
    const [known, onTime] = await Promise.all([caseSeries(page, page.filters.months), onTimeSeries(page)]);
    return { ...known, onTime };
  });
  const series = () => {
    if (!cases.ok) throw new Error('The series of cases could not be read.');
    return cases.content;
  };
  const [flows, stock, days, onTime, outlook, multiples, large] = await Promise.all([
    panel(page, 'flows', () => flowsPanel(page, series())),
    panel(page, 'stock', () => stockPanel(page, series())),
    panel(page, 'days', () => daysPanel(page)),
    panel(page, 'on-time', () => onTimePanel(page)),
    panel(page, 'outlook', async () => outlookPanel(page, series())),
    panel(page, 'multiples', () => multiplesPanel(page)),
    page.params.has('item') ? panel(page, 'large', () => largePanel(page)) : null,
  ]);
  const known = contentOf(cases);
  return {
    title: page.say.titles.trends,
    finding: known ? movedFinding(page, known.pending, 12) : page.say.titles.trends,
    lede: known ? signalsSentence(page, judgedOf(known)) : '',
    marks: known ? ((await keyOf(page, known)) ?? '') : '',
    window: { months: page.filters.months, choices: windows },
    flows,
    stock,
    days,
    onTime,
    outlook,
    multiples,
    large,
  };
}

function judgedOf({ pending, overdue, opened, closed, onTime }: CaseSeries & { onTime: JudgedSeries }) {
  return [pending, overdue, opened, closed, onTime];
}

function onTimeSeries(page: PageContext): Promise<JudgedSeries> {
  return judgedSeries(page, 'on_time_rate', page.filters.months);
}

/** What bands, squares and dashed lines of the page mean. */
async function keyOf(page: PageContext, { months, pending }: CaseSeries): Promise<string | undefined> {
  const hasLimits = pending.variation.band !== null;
  return notes([
    hasLimits ? page.say.variation.method : undefined,
    marksNote(page, await marksOf(page, months)),
    hasLimits ? await spansNote(page) : undefined,
  ]);
}

async function flowsPanel(page: PageContext, { opened, closed }: CaseSeries): Promise<LinesPanel> {
  const { say } = page;
  const total = (values: (number | null)[]) =>
    counted(
      values.slice(-12).reduce<number>((sum, value) => sum + (value ?? 0), 0),
      page.lang,
    );
  const months = opened.all.slice(-12).filter((value) => value !== null).length;
  const [into, out] = [total(opened.all), total(closed.all)];
  return linesPanel(page, {
    id: 'flows',
    title: into.n + out.n === 0 ? say.trends.flowsNone : say.trends.flows(into, out, months),
    description: say.trends.flowsDescription,
    caption: say.trends.flowsTable,
    kind: 'count',
    banded: opened,
    lines: [
      { name: say.words.opened, tone: 'middle', judged: opened },
      { name: say.words.closed, tone: 'volume', judged: closed },
    ],
  });
}

async function stockPanel(page: PageContext, { pending, overdue }: CaseSeries): Promise<LinesPanel> {
  const { say } = page;
  return linesPanel(page, {
    id: 'stock',
    title: stockFinding(page, pending.values.at(-1) ?? 0, overdue.values.at(-1) ?? 0),
    description: say.trends.stockDescription,
    caption: say.trends.stockTable,
    kind: 'count',
    banded: pending,
    hasDueDates: true,
    lines: [
      { name: say.words.pending, tone: 'volume', judged: pending },
      { name: say.words.overdue, tone: 'late', judged: overdue },
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
  const read = (metric: 'days_to_conclusion_median' | 'days_to_conclusion_p80' | 'days_to_conclusion_p90') =>
    judgedSeries(page, metric, page.filters.months);
  const [median, p80, p90] = await Promise.all([
    read('days_to_conclusion_median'),
    read('days_to_conclusion_p80'),
    read('days_to_conclusion_p90'),
  ]);
  const [half, most] = [median.values.at(-1) ?? null, p90.values.at(-1) ?? null];
  return linesPanel(page, {
    id: 'days',
    title:
      half === null || most === null
        ? say.trends.daysNone
        : say.trends.days(
            formatDecimal(half, lang, wholeDigits(half)),
            formatDecimal(most, lang, wholeDigits(most)),
          ) + say.variation.clause(median.verdict, 0),
    description: say.trends.daysDescription,
    caption: say.trends.daysTable,
    kind: 'decimal',
    banded: median,
    lines: [
      { name: say.trends.p90, tone: 'quiet', judged: p90 },
      { name: say.trends.p80, tone: 'middle', judged: p80 },
      { name: say.trends.median, tone: 'volume', judged: median },
    ],
  });
}

function wholeDigits(value: number): number {
  return Number.isInteger(value) ? 0 : 1;
}

async function onTimePanel(page: PageContext): Promise<LinesPanel> {
  const { say, lang } = page;
  const [judged, target] = await Promise.all([onTimeSeries(page), targetOf(page, 'on_time_rate')]);
  const now = judged.rows.at(-1);
  return linesPanel(page, {
    id: 'on-time',
    title:
      now?.value == null
        ? say.trends.onTimeNone
        : say.trends.onTime(
            formatRatio(now.value, lang),
            `${formatCount(now.numerator, lang)}/${formatCount(now.denominator, lang)}`,
          ) +
          say.variation.clause(judged.verdict, 0) +
          targetClause(page, now.value, target),
    description: say.trends.onTimeDescription,
    caption: say.trends.onTimeTable,
    kind: 'ratio',
    banded: judged,
    target,
    hasDueDates: true,
    lines: [{ name: say.trends.onTimeName, tone: 'good', judged }],
  });
}

function targetClause({ say }: PageContext, value: number, target: Target | null): string {
  if (!target) return '';
  const write = reaches('on_time_rate', value, target) ? say.targets.met : say.targets.missed;
  return `, ${write(target.label)}`;
}
