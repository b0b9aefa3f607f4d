import { metricOf } from '#warehouse/metrics.ts';
import type { Tone } from '$lib/charts/theme';
import { addMonths, formatMonth, monthWithoutYear } from '$lib/format/dates';
import { formatChange, formatCount, formatRatio } from '$lib/format/numbers';
import { signalPlaces, type Band } from '$lib/shape/variation';
import { isComparable } from '../coverage.ts';
import type { MetricId } from '../metrics.ts';
import type { PageContext } from './context';
import { isWholeMonth, judge, judgedSeries, type JudgedSeries } from './judged';
import { reaches, targetOf, type Target } from './targets';

/** A change against an earlier month: its figure, against what, and whether it is for the better. */
export interface Comparison {
  change: string;
  than: string;
  tone: Tone;
}

/** One of the five figures at the head of the overview. */
export interface FigureCard {
  id: MetricId;
  label: string;
  value: string;
  /** That the figure is not told because it is small. */
  hidden?: true;
  /** What the value is a part of, and whether it reaches its target. */
  beside: string[];
  comparisons: Comparison[];
  /** Whether the value is a signal, in words. */
  note: string;
  outside: boolean;
  spark: {
    values: (number | null)[];
    band: Band | null;
    signals: number[];
    target: number | null;
    tone: Tone;
    label: string;
  };
}

/** A card with the series it was made from: what the heading and other panels are written from. */
export interface Figure {
  card: FigureCard;
  series: JudgedSeries;
  target: Target | null;
}

const months = 24;

/** The card of one metric at the page's month, with the 24 months up to it. */
export async function figureOf(page: PageContext, id: MetricId, tone: Tone): Promise<Figure> {
  const [series, target] = await Promise.all([judgedSeries(page, id, months), targetOf(page, id)]);
  return { card: cardFrom(page, { series, target, tone }), series, target };
}

/** The monthly values of a figure that is counted elsewhere, the newest last, and what the newest was counted from. */
export interface Measuring {
  id: MetricId;
  tone: Tone;
  values: (number | null)[];
  numerator: number | null;
  denominator: number | null;
  /** Whether each value covers several months: neighbours then share data, and no limits can be told. */
  isRolling?: boolean;
}

/** The card of a figure from its monthly values: the last one is shown, those 1 and 12 months before are compared. */
export function cardOf(page: PageContext, { id, tone, values, isRolling, ...counts }: Measuring): FigureCard {
  const start = Math.max(0, values.length - months);
  const judged = isRolling
    ? {
        values: values.slice(start),
        variation: { band: null, signals: [], known: 0 },
        verdict: { kind: 'missing' as const },
      }
    : judge(page, id, values, start);
  const newest = { ...counts, value: values.at(-1) ?? null, reason: null };
  return cardFrom(page, {
    series: { metric: id, all: values, rows: [newest], ...judged },
    target: null,
    tone,
  });
}

type Shown = Omit<JudgedSeries, 'months' | 'allMonths'>;

interface Carded {
  series: Shown;
  target: Target | null;
  tone: Tone;
}

function cardFrom(page: PageContext, figure: Carded): FigureCard {
  const { lang, say } = page;
  const { series, target, tone } = figure;
  const { metric, values, variation, verdict } = series;
  const label = metricOf(metric).label[lang];
  const now = values.at(-1) ?? null;
  const isHidden = series.rows.at(-1)?.reason === 'suppressed';
  const figureText = isRatio(metric) ? formatRatio(now, lang) : formatCount(now, lang);
  const text = isHidden ? say.restricted.hiddenFull : figureText;
  return {
    id: metric,
    label,
    value: text,
    ...(isHidden ? { hidden: true as const } : {}),
    beside: besideOf(page, figure),
    comparisons: [1, 12].map((back) => comparison(page, series, back)),
    note: say.variation.note(verdict),
    outside: verdict.kind === 'signal',
    spark: {
      values,
      band: variation.band,
      signals: signalPlaces(variation),
      target: target?.value ?? null,
      tone,
      label: say.against.spark(label, values.length, text),
    },
  };
}

function isRatio(metric: MetricId): boolean {
  return metricOf(metric).unit === 'ratio';
}

function besideOf({ say, lang }: PageContext, { series, target }: Carded): string[] {
  const row = series.rows.at(-1);
  const counts =
    row?.denominator == null
      ? []
      : [say.against.counts(formatCount(row.numerator, lang), formatCount(row.denominator, lang))];
  if (!target) return counts;
  const isMet = reaches(series.metric, row?.value ?? null, target);
  const { met, missed } = say.targets;
  return [...counts, isMet === null ? target.label : (isMet ? met : missed)(target.label)];
}

function comparison(page: PageContext, series: Shown, back: number): Comparison {
  const { lang, say, filters } = page;
  const earlier = addMonths(filters.month, -back);
  const month = back === 1 ? monthWithoutYear(earlier, lang) : formatMonth(earlier, lang);
  const metric = metricOf(series.metric);
  const than = metric.kind === 'stock' || isWholeMonth(page) ? month : say.against.wholeMonth(month);
  const now = series.all.at(-1) ?? null;
  const before = series.all.at(-1 - back) ?? null;
  if (!isComparable(page.coverage))
    return { change: '', than: say.coverage.notComparable(month), tone: 'quiet' };
  if (now === null || before === null) {
    const isNotTold = page.version.disclosure === 'restricted';
    const words = isNotTold
      ? { change: '', than: say.restricted.against(month) }
      : say.against.missing(month);
    return { ...words, tone: 'quiet' };
  }
  const change = isRatio(series.metric) ? (now - before) * 100 : now - before;
  const written = formatChange(change, lang, isRatio(series.metric) ? 1 : 0);
  if (!/[1-9]/.test(written)) return { ...say.against.same(than), tone: 'quiet' };
  const tone = series.verdict.kind === 'signal' ? toneOf(change, metric.better) : 'quiet';
  return {
    ...(isRatio(series.metric) ? say.against.points(written, than) : say.against.month(written, than)),
    tone,
  };
}

/** Colour only where the month is a signal: a difference that is noise is neither good nor bad. */
function toneOf(change: number, better: 'up' | 'down' | 'neither'): Tone {
  if (better === 'neither' || change === 0) return 'quiet';
  return change > 0 === (better === 'up') ? 'good' : 'late';
}
