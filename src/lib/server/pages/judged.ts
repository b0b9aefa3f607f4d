import { isShare, metricOf } from '#warehouse/metrics.ts';
import { lastDayOf, monthRange } from '$lib/format/dates';
import { monthSeries } from '$lib/shape/series';
import {
  fewestMonths,
  limitMonths,
  signalAt,
  variationFrom,
  variationOf,
  type Bounds,
  type Signal,
  type Variation,
} from '$lib/shape/variation';
import type { Filters as MetricFilters, MetricId, MetricRow } from '../metrics.ts';
import { isComparable } from '../coverage.ts';
import { askShown, windowOf, type PageContext } from './context';
import { existing } from './existence';

/**
 * What the last month of a series is: a signal, within ordinary variation, not judged for want of months (`short`),
 * because it is not over (`open`), because provinces are still to come (`partial`), because its counts are too small
 * (`small`), because the figure never moved (`still`), or not there at all (`missing`).
 */
export type Verdict =
  | { kind: 'signal'; signal: Signal }
  | { kind: 'ordinary' | 'still' | 'small' | 'open' | 'partial' | 'missing' }
  | { kind: 'short'; known: number };

/** A metric by month with what is ordinary about it. */
export interface JudgedSeries {
  metric: MetricId;
  /** The months that are shown, `YYYY-MM`. */
  months: string[];
  values: (number | null)[];
  rows: MetricRow[];
  variation: Variation;
  verdict: Verdict;
  /**
   * All values that were read, at least those that the limits come from, and their months. Null before a month that is not
   * comparable.
   */
  all: (number | null)[];
  allMonths: string[];
}

/** The month that a page shows, and how far its data go. */
export interface Month {
  filters: Pick<PageContext['filters'], 'month'>;
  version: Pick<PageContext['version'], 'asOf'>;
  coverage?: PageContext['coverage'];
}

/** A metric over the `count` months up to the page's month, judged by the 24 months up to it. */
export async function judgedSeries(
  page: PageContext,
  metric: MetricId,
  count: number,
  within: MetricFilters = {},
): Promise<JudgedSeries> {
  const period = windowOf(page, Math.max(count, limitMonths));
  const rows = await askShown(page, metric, { by: ['month'], period, within });
  const months = monthRange(period.from, period.to);
  const all = existing(page, months, monthSeries(rows, months));
  const start = Math.max(0, months.length - count);
  return {
    metric,
    months: months.slice(start),
    rows: rows.slice(start),
    all: isComparable(page.coverage) ? all : all.map((value, i) => (i < all.length - 1 ? null : value)),
    allMonths: months,
    ...judge(page, metric, all, start),
  };
}

/** The months from `start` on of a series that ends with the page's month, with their limits, signals and verdict. */
export function judge(
  page: Month,
  metric: MetricId,
  all: readonly (number | null)[],
  start = 0,
): Pick<JudgedSeries, 'values' | 'variation' | 'verdict'> {
  if (!isComparable(page.coverage))
    return {
      values: all.slice(start),
      variation: { band: null, signals: [], known: 0 },
      verdict: { kind: all.at(-1) == null ? 'missing' : 'partial' },
    };
  const isOpen = !isJudged(page, metric);
  const whole = variationOf(isOpen ? [...all.slice(0, -1), null] : all, boundsOf(metric));
  return {
    values: all.slice(start),
    variation: variationFrom(whole, start),
    verdict:
      all.at(-1) == null ? { kind: 'missing' } : isOpen ? { kind: 'open' } : verdictOf(whole, all.length - 1),
  };
}

/** What a metric cannot leave, and under which mean it is not judged: no limits hold for counts that are mostly 0. */
export function boundsOf(metric: MetricId): Bounds {
  const found = metricOf(metric);
  if (isShare(found)) return { floor: 0, ceiling: 1 };
  return found.kind === 'flow' || found.kind === 'stock' ? { floor: 0, leastMean: 1 } : { floor: 0 };
}

/** Whether the page's month is over: a snapshot within a month shows only part of what comes and goes in it. */
export function isWholeMonth({ version, filters }: Month): boolean {
  return version.asOf.slice(0, 7) !== filters.month || version.asOf === lastDayOf(filters.month);
}

/** A stock is what it is on any day; whatever counts events needs its whole month. */
function isJudged(page: Month, metric: MetricId): boolean {
  return metricOf(metric).kind === 'stock' || isWholeMonth(page);
}

function verdictOf(variation: Variation, last: number): Verdict {
  const { band, known } = variation;
  if (!band) return known < fewestMonths ? { kind: 'short', known } : { kind: 'small' };
  const signal = signalAt(variation, last);
  if (signal) return { kind: 'signal', signal };
  return { kind: band.high > band.low ? 'ordinary' : 'still' };
}
