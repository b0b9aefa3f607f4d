import { wilsonInterval, type Interval } from './wilson';

/** The quantiles of the normal distribution for intervals of 95 % and 99.8 %. */
export const z95 = 1.959963984540054;
export const z998 = 3.090232306167813;

/** So many of so many. */
export interface Proportion {
  numerator: number | null;
  denominator: number | null;
}

/** How a rate changed: the difference, 0-1 scale, and the interval in which the true one lies. */
export interface RateChange extends Interval {
  change: number;
  /** The interval leaves out zero: more than chance. */
  isClear: boolean;
}

/**
 * The difference of two independent rates with its interval, null where one of them counts nothing. Source: R. G.
 * Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10 (from Wilson's intervals, without continuity correction).
 */
export function rateChange(now: Proportion, before: Proportion, z = z95): RateChange | null {
  const [later, earlier] = [scored(now, z), scored(before, z)];
  if (!later || !earlier) return null;
  const change = later.rate - earlier.rate;
  const low = change - Math.hypot(later.rate - later.low, earlier.high - earlier.rate);
  const high = change + Math.hypot(later.high - later.rate, earlier.rate - earlier.low);
  return { change, low, high, isClear: low > 0 || high < 0 };
}

function scored({ numerator, denominator }: Proportion, z: number) {
  const interval = wilsonInterval(numerator ?? 0, denominator ?? 0, z);
  return interval && { ...interval, rate: (numerator ?? 0) / (denominator ?? 1) };
}
