/** Natural limits of a monthly series, and from which of its months on they hold. */
export interface Band {
  low: number;
  high: number;
  mean: number;
  /** Index of the first month that the limits were reckoned from; 0 when left out. */
  from?: number;
}

/** By which rule a month is a signal; the first ones are the stronger. */
export type Rule = 'outside' | 'run' | 'trend' | 'near';

/** A month that is no mere chance: where it stands, by which rule, to which side, with how many months together. */
export interface Signal {
  index: number;
  rule: Rule;
  side: 'high' | 'low';
  months: number;
}

/** What ordinary variation says of a series. Without limits there are no signals. */
export interface Variation {
  band: Band | null;
  signals: Signal[];
  /** Months with a value among those that limits would be reckoned from. */
  known: number;
}

/** What a figure cannot leave: 0 for counts, 0 and 1 for shares; `leastMean`: no limits under this mean. */
export interface Bounds {
  floor?: number;
  ceiling?: number;
  leastMean?: number;
}

/** Limits are reckoned from this many months, up to the last. */
export const limitMonths = 24;
/** With fewer months than this there are no limits. */
export const fewestMonths = 12;

const perMovingRange = 2.66;
const runLength = 8;
const trendLength = 6;
const order: readonly Rule[] = ['outside', 'run', 'trend', 'near'];

/**
 * Limits and signals of the last 24 months of a series (an individuals chart: mean ± 2.66 times the mean step from
 * one known month to the next; W. A. Shewhart 1931, D. J. Wheeler 1993), null and none under 12 known months or the least mean.
 * Signals: outside the limits; eight in a row on one side of the mean; six in a row rising or falling; two of three
 * in a row beyond two thirds of the way to the same limit. A month is a signal once the rule holds at it, so the first
 * seven of eight are none. A missing month breaks rows; one that equals the mean stands on neither side. Indices count
 * in the whole series, strongest rule first where a month has several.
 */
export function variationOf(values: readonly (number | null)[], bounds: Bounds = {}): Variation {
  const from = Math.max(0, values.length - limitMonths);
  const looked = values.slice(from);
  const known = looked.filter((value) => value !== null);
  if (known.length < fewestMonths) return { band: null, signals: [], known: known.length };
  const mean = average(known);
  const { floor = 0, ceiling = Infinity, leastMean = -Infinity } = bounds;
  if (mean < leastMean) return { band: null, signals: [], known: known.length };
  const steps = known.slice(1).map((value, i) => Math.abs(value - (known[i] ?? value)));
  const reach = perMovingRange * average(steps);
  const band = { low: Math.max(floor, mean - reach), high: Math.min(ceiling, mean + reach), mean, from };
  const found = signalsOf(looked, { mean, reach }).map((signal) => ({
    ...signal,
    index: signal.index + from,
  }));
  return { band, signals: found, known: known.length };
}

/** The strongest signal at a place; undefined where there is none. */
export function signalAt({ signals }: Variation, index: number): Signal | undefined {
  return signals.find((signal) => signal.index === index);
}

/** The places of a series that are signals, each once. */
export function signalPlaces({ signals }: Variation): number[] {
  return [...new Set(signals.map(({ index }) => index))];
}

/** The same limits and signals for the months of the series from `start` on. */
export function variationFrom({ band, signals, known }: Variation, start: number): Variation {
  return {
    band: band && { ...band, from: Math.max(0, (band.from ?? 0) - start) },
    signals: signals
      .filter(({ index }) => index >= start)
      .map((signal) => ({ ...signal, index: signal.index - start })),
    known,
  };
}

interface Limits {
  mean: number;
  reach: number;
}

type Series = readonly (number | null)[];
/** 1 above, -1 below, 0 neither (or no value). */
type Side = 1 | -1 | 0;

function signalsOf(values: Series, { mean, reach }: Limits): Signal[] {
  // Sums of equal fractions differ from them in their last digit: that is no difference.
  const tiny = 1e-9 * Math.max(1, Math.abs(mean));
  if (reach <= tiny) return [];
  const beyond = (distance: number) => values.map((value) => sideOf(value, mean, distance + tiny));
  const steps = values.map((value, i) => sideOf(value, i === 0 ? null : (values[i - 1] ?? null), tiny));
  return [
    ...marked('outside', beyond(reach), () => 1),
    ...marked('run', ...rows(beyond(0), runLength)),
    ...marked('trend', ...rows(steps, trendLength - 1, 1)),
    ...marked('near', twoOfThree(beyond((2 / 3) * reach), values), () => 2),
  ].sort((a, b) => a.index - b.index || order.indexOf(a.rule) - order.indexOf(b.rule));
}

function sideOf(value: number | null, from: number | null, distance: number): Side {
  if (value === null || from === null || Math.abs(value - from) <= distance) return 0;
  return value > from ? 1 : -1;
}

function marked(rule: Rule, sides: readonly Side[], months: (index: number) => number): Signal[] {
  return sides.flatMap((side, index) =>
    side === 0
      ? []
      : [{ index, rule, side: side > 0 ? ('high' as const) : ('low' as const), months: months(index) }],
  );
}

/**
 * The sides at which a row of at least `length` equal ones has come about, and how long it is there; `before` counts
 * what stands in front of the first of the row too.
 */
function rows(
  sides: readonly Side[],
  length: number,
  before = 0,
): [sides: Side[], months: (index: number) => number] {
  const upTo = sides.map((side, i) => i - sides.findLastIndex((other, j) => j < i && other !== side));
  const complete = sides.map((side, i) => ((upTo[i] ?? 0) >= length ? side : 0));
  return [complete, (index) => (upTo[index] ?? 0) + before];
}

/** The sides that are the second of two in three known places in a row. */
function twoOfThree(sides: readonly Side[], values: Series): Side[] {
  return sides.map((side, i) => {
    const isPaired = sides[i - 1] === side || (sides[i - 2] === side && (values[i - 1] ?? null) !== null);
    return isPaired ? side : 0;
  });
}

/**
 * How long the last value has been the extreme of its series: the index of the latest earlier value that is as
 * low (or as high) or beyond, -1 when there is none. Null for an empty series or a missing last value.
 */
export function lastAtLeastAsExtreme(values: Series, side: 'low' | 'high'): number | null {
  const last = values.at(-1) ?? null;
  if (last === null) return null;
  return values
    .slice(0, -1)
    .findLastIndex((value) => value !== null && (side === 'low' ? value <= last : value >= last));
}

/** In how many months in a row, counted back from the last, the condition has held. */
export function monthsInARow<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  const breach = items.findLastIndex((item) => !holds(item));
  return items.length - 1 - breach;
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
