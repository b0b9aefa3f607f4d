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

/** Two lines of one stock, month by month: the last of A beside the last of B, under the months of A. */
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
  const length = Math.max(a.months.length, b.months.length);
  const title = say.compare.trend(say.words[measure]);
  const words = isAligned
    ? say.compare.trendTogether(wordsOf(common, windows.a))
    : say.compare.trendAside(wordsOf(common, windows.a), wordsOf(common, windows.b));
  return {
    frame: {
      page: 'compare',
      id: measure,
      title,
      description: words,
      source: sourceOf(common, sides),
      table: isAligned
        ? togetherOf(common, { title, names }, { a, b })
        : asideOf(common, { title, names }, { a, b }),
      drawn: true,
    },
    spec: {
      kind: 'lines',
      lang,
      height: 280,
      months: monthsTo(windows.a.to, length).map((month) => formatMonth(month, lang)),
      unit: 'count',
      series: [
        { name: 'B', tone: 'middle', values: atEnd(b.values, length) },
        { name: 'A', tone: measure === 'overdue' ? 'late' : 'volume', values: atEnd(a.values, length) },
      ],
      band: null,
      bandName: '',
      marks: [],
    },
    summary: `${title}. A: ${names.a}. B: ${names.b}.`,
  };
}

/** A list put at the end of so many places, the places before it empty. */
function atEnd<T>(values: readonly T[], length: number): (T | null)[] {
  return [...Array.from({ length: length - values.length }, () => null), ...values];
}

function monthsTo(month: string, length: number): string[] {
  return monthRange(addMonths(month, 1 - length), month);
}

function wordsOf({ lang }: PageContext, { from, to }: Period): string {
  return from === to ? formatMonth(to, lang) : `${formatMonth(from, lang)} – ${formatMonth(to, lang)}`;
}

interface Drawn {
  months: string[];
  values: (number | null)[];
}

interface Named {
  title: string;
  names: Record<Letter, string>;
}

function togetherOf(
  { say }: PageContext,
  { title, names }: Named,
  { a, b }: Record<Letter, Drawn>,
): TableData {
  return {
    caption: title,
    columns: [
      { label: say.words.month, kind: 'month' },
      { label: names.a, kind: 'count' },
      { label: names.b, kind: 'count' },
    ],
    rows: a.months.map((month, i) => [month, a.values[i] ?? null, b.values[i] ?? null]),
  };
}

/** Months that differ: each side with its own, the last ones in one row. */
function asideOf({ say }: PageContext, { title, names }: Named, { a, b }: Record<Letter, Drawn>): TableData {
  const length = Math.max(a.months.length, b.months.length);
  const [monthsA, monthsB] = [atEnd(a.months, length), atEnd(b.months, length)];
  const [valuesA, valuesB] = [atEnd(a.values, length), atEnd(b.values, length)];
  return {
    caption: title,
    columns: [
      { label: say.compare.monthOf('A'), kind: 'month' },
      { label: names.a, kind: 'count' },
      { label: say.compare.monthOf('B'), kind: 'month' },
      { label: names.b, kind: 'count' },
    ],
    rows: monthsA.map((month, i) => [month, valuesA[i] ?? null, monthsB[i] ?? null, valuesB[i] ?? null]),
  };
}
