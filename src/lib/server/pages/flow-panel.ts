import type { ChartSeries, FlowSpec } from '$lib/charts/spec';
import { formatMonth } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import { monthsInARow } from '$lib/shape/variation';
import { monthLinks } from './choice';
import type { PageContext } from './context';
import { judgedSeries, type JudgedSeries } from './judged';
import { lineOf, notes, rulesAt, spansNote } from './judged-parts';
import { limitsNote, marksNote, marksOf } from './marks';
import { metricsShown, sourceLine, type PanelFrame } from './panel';

export interface FlowPanel {
  frame: PanelFrame;
  spec: FlowSpec;
  summary: string;
}

/** The four counts of cases by month, each judged. */
export async function caseSeries(page: PageContext, count: number): Promise<CaseSeries> {
  const [opened, closed, pending, overdue] = await Promise.all([
    judgedSeries(page, 'cases_opened', count),
    judgedSeries(page, 'cases_closed', count),
    judgedSeries(page, 'cases_pending', count),
    judgedSeries(page, 'cases_overdue', count),
  ]);
  return { months: pending.months, opened, closed, pending, overdue };
}

/** What is said of cases by month. */
export interface CaseSeries {
  months: string[];
  opened: JudgedSeries;
  closed: JudgedSeries;
  pending: JudgedSeries;
  overdue: JudgedSeries;
}

/** Flow and stock of cases over the page's window, with the finding of who is ahead: the work or the intake. */
export async function flowPanel(page: PageContext): Promise<FlowPanel> {
  const { say, lang } = page;
  const series = await caseSeries(page, page.filters.months);
  const [marks, spans] = await Promise.all([marksOf(page, series.months), spansNote(page)]);
  const labels = series.months.map((month) => formatMonth(month, lang));
  const stock = (name: string, tone: ChartSeries['tone'], judged: JudgedSeries) => lineOf(name, tone, judged);
  const bars = (name: string, tone: ChartSeries['tone'], { values }: JudgedSeries) => ({
    name,
    tone,
    values,
  });
  const title = findingOf(page, series);
  return {
    frame: {
      page: 'overview',
      id: 'flow',
      title,
      description: say.flow.description(series.months.length),
      source: sourceLine(page, await limitsNote(page, series.months)),
      note: notes([marksNote(page, marks), spans]),
      metrics: metricsShown(page, 'cases_pending', 'cases_overdue', 'cases_opened', 'cases_closed'),
      table: tableOf(page, series),
      drawn: true,
    },
    spec: {
      kind: 'flow',
      lang,
      height: 336,
      months: labels,
      links: monthLinks(page, series.months),
      stock: [
        stock(say.words.pending, 'volume', series.pending),
        stock(say.words.overdue, 'late', series.overdue),
      ],
      flows: [
        bars(say.words.opened, 'light', series.opened),
        bars(say.words.closed, 'middle', series.closed),
      ],
      band: series.pending.variation.band,
      bandName: say.words.ordinary,
      marks,
    },
    summary: say.flow.summary(title, labels[0] ?? '', labels.at(-1) ?? ''),
  };
}

function findingOf(page: PageContext, { opened, closed, pending }: CaseSeries): string {
  const net = opened.values.map((value, i) => (closed.values[i] ?? 0) - (value ?? 0));
  const now = counted(pending.values.at(-1) ?? 0, page.lang);
  const last = net.at(-1) ?? 0;
  const { flow } = page.say;
  if (last === 0) return now.n === 0 && !opened.values.at(-1) ? flow.none : flow.even(now);
  const months = monthsInARow(net, (value) => value * last > 0);
  return last > 0 ? flow.moreClosed(months, now) : flow.moreOpened(months, now);
}

function tableOf(page: PageContext, series: CaseSeries): TableData {
  const { words } = page.say;
  const counts = (['opened', 'closed', 'pending', 'overdue'] as const).map((name) => ({
    name: words[name],
    judged: series[name],
  }));
  return {
    caption: page.say.flow.table,
    links: monthLinks(page, series.months).reverse(),
    columns: [
      { label: words.month, kind: 'month' },
      ...counts.map(({ name }) => ({ label: name, kind: 'count' as const })),
      { label: page.say.variation.column, kind: 'text' },
    ],
    rows: series.months
      .map((month, i) => [
        month,
        ...counts.map(({ judged }) => judged.values[i] ?? null),
        rulesAt(page, counts, i),
      ])
      .reverse(),
  };
}
