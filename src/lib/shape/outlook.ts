/** What the pace of the last months says of a backlog. Months are whole: the low one rounded down, the high one up. */
export type Outlook =
  | { kind: 'done' | 'short' | 'far' }
  | { kind: 'gaining'; opened: number; closed: number }
  | { kind: 'atLeast'; low: number; pace: Pace }
  | { kind: 'range'; low: number; high: number; pace: Pace };

/** Net closings a month: at the 10th percentile, on average, at the 90th. */
export interface Pace {
  slow: number;
  mean: number;
  fast: number;
}

const months = 12;
const farthest = 120;

/**
 * How many months a backlog lasts at the pace of the last 12 months, each with what was opened and closed in it:
 * pending / net closings (closed - opened), from the pace of the P90 month to that of the P10 month, by linear
 * interpolation. No estimate under 12 months or where no more was closed than opened; open upwards where the slow
 * months gain nothing; `far` beyond ten years. Newest month last.
 */
export function outlookOf(
  pending: number,
  opened: readonly (number | null)[],
  closed: readonly (number | null)[],
): Outlook {
  if (pending === 0) return { kind: 'done' };
  const ins = known(opened);
  const outs = known(closed);
  if (ins.length < months || outs.length < months) return { kind: 'short' };
  const [into, out] = [sum(ins), sum(outs)];
  if (out <= into) return { kind: 'gaining', opened: into, closed: out };
  const pace = paceOf(ins.map((value, i) => (outs[i] ?? 0) - value));
  const low = Math.max(1, Math.floor(pending / pace.fast));
  if (low > farthest) return { kind: 'far' };
  if (pace.slow <= 0) return { kind: 'atLeast', low, pace };
  const high = Math.max(1, Math.ceil(pending / pace.slow));
  return high > farthest ? { kind: 'atLeast', low, pace } : { kind: 'range', low, high, pace };
}

/** Net closings of some months as a pace. */
export function paceOf(net: readonly number[]): Pace {
  return { slow: quantile(net, 0.1), mean: sum(net) / Math.max(1, net.length), fast: quantile(net, 0.9) };
}

function known(values: readonly (number | null)[]): number[] {
  return values.slice(-months).filter((value) => value !== null);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The value at position (n - 1) x level among the sorted ones, by linear interpolation. */
function quantile(values: readonly number[], level: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * level;
  const lower = sorted[Math.floor(position)] ?? 0;
  const upper = sorted[Math.ceil(position)] ?? lower;
  return lower + (upper - lower) * (position - Math.floor(position));
}
