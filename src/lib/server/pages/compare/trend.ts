import type { LinesSpec } from '$lib/charts/spec';
import { addMonths, formatMonth, monthRange } from '$lib/format/dates';
import { monthSeries } from '$lib/shape/series';
import type { TableData } from '$lib/shape/table';
import { ask, type PageContext, type Period } from '../context';
import type { PanelFrame } from '../panel';
import { namesOf, sourceOf, type Letter, type Side, type Sides } from './sides';

export interface TrendPanel {
  frame: PanelFrame;
  spec: LinesSpec;
  summary: string;
}

const measures = { pending: 'cases_pending', overdue: 'cases_overdue' } as const;
const months = 12;

/**
 * The months that lines are drawn over: the periods themselves, or the twelve months that end with single ones. Null
 * where two single months lie so near that both lines would be the same months.
 */
export function windowsOf({ a, b }: Sides): Record<Letter, Period> | null {
  const isRange = ({ period }: Side) => period.from !== period.to;
  if (isRange(a) || isRange(b)) return { a: a.period, b: b.period };
  const isNear = a.period.to !== b.period.to && distance(a.period.to, b.period.to) < months;
  if (isNear) return null;
  return { a: yearTo(a), b: yearTo(b) };
}

function distance(a: string, b: string): number {
  return monthRange(...([a, b].sort() as [string, string])).length - 1;
}

function yearTo({ page, period }: Side): Period {
  const from = addMonths(period.to, 1 - months);
  return { from: from < page.version.firstMonth ? page.version.firstMonth : from, to: period.to };
}

/** Two lines of one stock, month by month: the first of A beside the first of B. Ends with the longer window. */
export async function trendPanel(
  common: PageContext,
  { sides, windows }: { sides: Sides; windows: Record<Letter, Period> },
  measure: keyof typeof measures,
): Promise<TrendPanel> {
  const { say, lang } = common;
  const read = async (side: Side) => {
    const window = windows[side.letter];
    const shown = monthRange(window.from, window.to);
    const rows = await ask(side.page, measures[measure], ['month'], window);
    return { months: shown, values: monthSeries(rows, shown) };
  };
  const [a, b] = await Promise.all([read(sides.a), read(sides.b)]);
  const names = namesOf(sides);
  const isAligned = windows.a.from === windows.b.from && windows.a.to === windows.b.to;
  const places = Array.from({ length: Math.max(a.months.length, b.months.length) }, (_, i) => i);
  const labels = places.map((i) =>
    isAligned ? formatMonth(a.months[i] ?? '', lang) : say.compare.place(i + 1),
  );
  const title = say.compare.trend(say.words[measure]);
  const at = (values: (number | null)[]) => places.map((i) => values[i] ?? null);
  return {
    frame: {
      page: 'compare',
      id: measure,
      title,
      description: isAligned ? say.compare.trendTogether : say.compare.trendAside,
      source: sourceOf(common, sides),
      table: tableOf(common, { title, names, labels: isAligned ? a.months : labels }, [a.values, b.values]),
      drawn: true,
    },
    spec: {
      kind: 'lines',
      lang,
      height: 280,
      months: labels,
      unit: 'count',
      series: [
        { name: 'B', tone: 'middle', values: at(b.values) },
        { name: 'A', tone: measure === 'overdue' ? 'late' : 'volume', values: at(a.values) },
      ],
      band: null,
      bandName: '',
      marks: [],
    },
    summary: `${title}. A: ${names.a}. B: ${names.b}.`,
  };
}

function tableOf(
  { say }: PageContext,
  { title, names, labels }: { title: string; names: Record<Letter, string>; labels: string[] },
  [a, b]: [(number | null)[], (number | null)[]],
): TableData {
  return {
    caption: title,
    columns: [
      { label: say.words.month, kind: /^\d{4}-/.test(labels[0] ?? '') ? 'month' : 'text' },
      { label: names.a, kind: 'count' },
      { label: names.b, kind: 'count' },
    ],
    rows: labels.map((label, i) => [label, a[i] ?? null, b[i] ?? null]),
  };
}
