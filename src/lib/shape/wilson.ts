/** Bounds of a ratio, 0-1. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * The Wilson score interval of `successes` out of `total` (95 % unless told), or null when nothing was counted.
 * Holds for small counts too, where the usual interval leaves 0-1. Source: E. B. Wilson, JASA 22 (1927), 209-212.
 */
export function wilsonInterval(successes: number, total: number, z = 1.959963984540054): Interval | null {
  if (total <= 0) return null;
  const rate = successes / total;
  const square = (z * z) / total;
  const centre = rate + square / 2;
  const reach = z * Math.sqrt((rate * (1 - rate)) / total + square / (4 * total));
  return {
    low: successes === 0 ? 0 : (centre - reach) / (1 + square),
    high: successes === total ? 1 : (centre + reach) / (1 + square),
  };
}
