/** The band in which a series ordinarily moves. */
export interface Band {
  low: number;
  high: number;
  mean: number;
}

const fewest = 8;
const perMovingRange = 2.66;

/**
 * Limits of ordinary variation of a monthly series: mean ± 2.66 times the mean step from month to month (an
 * individuals chart; W. A. Shewhart 1931, D. J. Wheeler 1993). Null under eight months. Kept inside `floor`..`ceiling`.
 */
export function ordinaryBand(values: readonly (number | null)[], floor = 0, ceiling = Infinity): Band | null {
  const known = values.filter((value) => value !== null);
  if (known.length < fewest) return null;
  const mean = average(known);
  const steps = known.slice(1).map((value, i) => Math.abs(value - (known[i] ?? value)));
  const reach = perMovingRange * average(steps);
  return { low: Math.max(floor, mean - reach), high: Math.min(ceiling, mean + reach), mean };
}

/**
 * How long the last value has been the extreme of its series: the index of the latest earlier value that is as
 * low (or as high) or beyond, -1 when there is none. Null for an empty series or a missing last value.
 */
export function lastAtLeastAsExtreme(
  values: readonly (number | null)[],
  side: 'low' | 'high',
): number | null {
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
