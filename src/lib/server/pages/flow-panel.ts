import type { ChartSeries, FlowSpec } from '$lib/charts/spec';
import { formatMonth, monthRange } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import { monthSeries } from '$lib/shape/series';
import type { TableData } from '$lib/shape/table';
import { monthsInARow, ordinaryBand } from '$lib/shape/variation';
import { monthLinks } from './choice';
import { ask, windowOf, type PageContext } from './context';
import { limitsNote, marksNote, marksOf } from './marks';
import { sourceLine, type PanelFrame } from './panel';

export interface FlowPanel {
  frame: PanelFrame;
  spec: FlowSpec;
  summary: string;
}

/** Monthly series of the four counts of cases over a window. */
export async function caseSeries(page: PageContext, count: number) {
  const window = windowOf(page, count);
  const months = monthRange(window.from, window.to);
  const [opened = [], closed = [], pending = [], overdue = []] = await Promise.all(
    (['cases_opened', 'cases_closed', 'cases_pending', 'cases_overdue'] as const).map(async (metric) =>
      monthSeries(await ask(page, metric, ['month'], window), months),
    ),
  );
  return { months, opened, closed, pending, overdue };
}

/** Flow and stock of cases over the page's window, with the finding of who is ahead: the work or the intake. */
export async function flowPanel(page: PageContext): Promise<FlowPanel> {
  const { say, lang } = page;
  const series = await caseSeries(page, page.filters.months);
  const marks = await marksOf(page, series.months);
  const labels = series.months.map((month) => formatMonth(month, lang));
  const line = (name: string, tone: ChartSeries['tone'], values: (number | null)[]) => ({
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
      note: marksNote(page, marks),
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
        line(say.words.pending, 'volume', series.pending),
        line(say.words.overdue, 'late', series.overdue),
      ],
      flows: [
        line(say.words.opened, 'light', series.opened),
        line(say.words.closed, 'middle', series.closed),
      ],
      band: ordinaryBand(series.pending),
      bandName: say.words.ordinary,
      marks,
    },
    summary: say.flow.summary(title, labels[0] ?? '', labels.at(-1) ?? ''),
  };
}

type Series = Awaited<ReturnType<typeof caseSeries>>;

function findingOf(page: PageContext, { opened, closed, pending }: Series): string {
  const net = opened.map((value, i) => (closed[i] ?? 0) - (value ?? 0));
  const now = counted(pending.at(-1) ?? 0, page.lang);
  const last = net.at(-1) ?? 0;
  const { flow } = page.say;
  if (last > 0)
    return flow.moreClosed(
      monthsInARow(net, (value) => value > 0),
      now,
    );
  if (last < 0)
    return flow.moreOpened(
      monthsInARow(net, (value) => value < 0),
      now,
    );
  return now.n === 0 && !opened.at(-1) ? flow.none : flow.even(now);
}

function tableOf(page: PageContext, series: Series): TableData {
  const { words } = page.say;
  const count = (label: string) => ({ label, kind: 'count' as const });
  return {
    caption: page.say.flow.table,
    links: monthLinks(page, series.months).reverse(),
    columns: [
      { label: words.month, kind: 'month' },
      ...[words.opened, words.closed, words.pending, words.overdue].map(count),
    ],
    rows: series.months
      .map((month, i) => [
        month,
        series.opened[i] ?? null,
        series.closed[i] ?? null,
        series.pending[i] ?? null,
        series.overdue[i] ?? null,
      ])
      .reverse(),
  };
}
