import { metricOf } from '#warehouse/metrics.ts';
import type { Tone } from '$lib/charts/theme';
import { addMonths, monthRange, monthWithoutYear, formatMonth } from '$lib/format/dates';
import { formatChange, formatCount, formatRatio } from '$lib/format/numbers';
import { monthSeries } from '$lib/shape/series';
import { ordinaryBand, type Band } from '$lib/shape/variation';
import type { MetricId } from '../metrics.ts';
import { ask, windowOf, type PageContext } from './context';

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
  comparisons: Comparison[];
  /** A second line of figures, or that the value lies outside its ordinary variation. */
  note: string;
  outside: boolean;
  spark: { values: (number | null)[]; band: Band | null; tone: Tone; label: string };
}

/** A card with the series it was made from: what the heading and other panels are written from. */
export interface Figure {
  card: FigureCard;
  months: string[];
  values: (number | null)[];
  numerator: number | null;
  denominator: number | null;
}

const months = 25;

/** The card of one metric at the page's month, with the 24 months before it. */
export async function figureOf(page: PageContext, id: MetricId, tone: Tone): Promise<Figure> {
  const window = windowOf(page, months);
  const rows = await ask(page, id, ['month'], window);
  const shown = monthRange(window.from, window.to);
  const values = monthSeries(rows, shown);
  const newest = rows.at(-1);
  const counts = { numerator: newest?.numerator ?? null, denominator: newest?.denominator ?? null };
  return { card: cardOf(page, { id, tone, values, ...counts }), months: shown, values, ...counts };
}

/** The monthly values of a metric, the newest last, and what the newest was counted from. */
export interface Measuring {
  id: MetricId;
  tone: Tone;
  values: (number | null)[];
  numerator: number | null;
  denominator: number | null;
}

/** The card of a metric from its monthly values: the last one is shown, those 1 and 12 months before are compared. */
export function cardOf(page: PageContext, figure: Measuring): FigureCard {
  const { id, tone, values } = figure;
  const metric = metricOf(id);
  const isRatio = metric.unit === 'ratio';
  const label = metric.label[page.lang];
  const now = values.at(-1) ?? null;
  const text = isRatio ? formatRatio(now, page.lang) : formatCount(now, page.lang);
  const spark = values.slice(-24);
  const band = ordinaryBand(spark, 0, isRatio ? 1 : Infinity);
  const outside = now !== null && band !== null && (now > band.high || now < band.low);
  return {
    id,
    label,
    value: text,
    comparisons: [1, 12].map((back) => comparison(page, figure, back)),
    note: noteOf(page, figure, { outside, above: band !== null && (now ?? 0) > band.high }),
    outside,
    spark: { values: spark, band, tone, label: page.say.against.spark(label, spark.length, text) },
  };
}

function noteOf(page: PageContext, figure: Measuring, place: { outside: boolean; above: boolean }): string {
  const { against } = page.say;
  if (place.outside) return place.above ? against.above : against.below;
  if (figure.numerator === null || figure.denominator === null) return '';
  return against.counts(formatCount(figure.numerator, page.lang), formatCount(figure.denominator, page.lang));
}

function comparison(page: PageContext, { id, values }: Measuring, back: number): Comparison {
  const { lang, say, filters } = page;
  const earlier = addMonths(filters.month, -back);
  const than = back === 1 ? monthWithoutYear(earlier, lang) : formatMonth(earlier, lang);
  const now = values.at(-1) ?? null;
  const before = values.at(-1 - back) ?? null;
  if (now === null || before === null) return { ...say.against.missing(than), tone: 'quiet' };
  const metric = metricOf(id);
  const isRatio = metric.unit === 'ratio';
  const change = isRatio ? (now - before) * 100 : now - before;
  const written = formatChange(change, lang, isRatio ? 1 : 0);
  const tone = toneOf(change, metric.better);
  if (!/[1-9]/.test(written)) return { ...say.against.same(than), tone: 'quiet' };
  return { ...(isRatio ? say.against.points(written, than) : say.against.month(written, than)), tone };
}

function toneOf(change: number, better: 'up' | 'down' | 'neither'): Tone {
  if (better === 'neither' || change === 0) return 'quiet';
  return change > 0 === (better === 'up') ? 'good' : 'late';
}
