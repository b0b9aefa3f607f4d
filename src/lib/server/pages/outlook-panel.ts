import { formatMonth } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { outlookOf, paceOf } from '$lib/shape/outlook';
import { isComparable } from '../coverage.ts';
import type { PageContext } from './context';
import type { CaseSeries } from './flow-panel';
import { isWholeMonth } from './judged';
import type { LinesPanel } from './lines-panel';
import { metricsShown, sourceLine } from './panel';

const months = 12;

/** The series that an outlook comes from. */
type Flows = Pick<CaseSeries, 'opened' | 'closed' | 'pending'>;

/** How long the cases pending would last at the pace of the last 12 whole months, in one sentence. */
export function outlookSentence(page: PageContext, series: Flows): string {
  const { say, lang } = page;
  if (!isComparable(page.coverage)) return say.coverage.outlook;
  const pending = counted(series.pending.all.at(-1) ?? 0, lang);
  const { opened, closed } = wholeMonths(page, series);
  const outlook = outlookOf(pending.n, opened, closed);
  const months = (count: number) => formatCount(count, lang);
  switch (outlook.kind) {
    case 'done':
      return say.outlook.done;
    case 'short':
      return say.outlook.short;
    case 'far':
      return say.outlook.far(pending);
    case 'gaining':
      return say.outlook.gaining(counted(outlook.opened, lang), counted(outlook.closed, lang));
    case 'atLeast':
      return say.outlook.atLeast(months(outlook.low), pending);
    case 'range':
      return say.outlook.range(months(outlook.low), months(outlook.high), pending);
  }
}

/** The outlook with what it comes from: net closings of each of the last 12 whole months. */
export function outlookPanel(page: PageContext, series: CaseSeries): LinesPanel {
  const { say, lang } = page;
  const { opened, closed, labels } = wholeMonths(page, series);
  const net = opened.map((value, i) => {
    const out = closed[i] ?? null;
    return value === null || out === null ? null : out - value;
  });
  const known = net.filter((value) => value !== null);
  const pace = known.length < months ? null : paceOf(known);
  const title = outlookSentence(page, series);
  return {
    frame: {
      page: 'trends',
      id: 'outlook',
      title,
      description: say.outlook.description,
      source: sourceLine(page),
      note: say.outlook.note,
      metrics: metricsShown(page, 'cases_closed', 'cases_opened', 'cases_pending'),
      table: {
        caption: say.outlook.table,
        columns: [
          { label: say.words.month, kind: 'month' },
          ...[say.words.opened, say.words.closed, say.outlook.net].map((label) => ({
            label,
            kind: 'count' as const,
          })),
        ],
        rows: labels
          .map((month, i) => [month, opened[i] ?? null, closed[i] ?? null, net[i] ?? null])
          .reverse(),
      },
      drawn: true,
    },
    spec: {
      kind: 'lines',
      lang,
      height: 232,
      months: labels.map((month) => formatMonth(month, lang)),
      unit: 'count',
      series: [{ name: say.outlook.net, tone: 'volume', values: net }],
      band: pace && { low: pace.slow, mean: pace.mean, high: pace.fast },
      bandName: say.outlook.band,
      marks: [],
    },
    summary: say.flow.summary(
      title,
      formatMonth(labels[0] ?? '', lang),
      formatMonth(labels.at(-1) ?? '', lang),
    ),
  };
}

/** What was opened and closed in the last 12 months that are over. */
function wholeMonths(page: PageContext, { opened, closed, pending }: Flows) {
  const end = isWholeMonth(page) ? undefined : -1;
  const last = (values: (number | null)[]) => values.slice(0, end).slice(-months);
  const [into, out] = [last(opened.all), last(closed.all)];
  const labels = pending.allMonths.slice(0, end).slice(-months);
  return { opened: into, closed: out, labels };
}
