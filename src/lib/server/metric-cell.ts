import type { Metric } from '#warehouse/metrics.ts';
import { addMonths } from './metric-sql.ts';
import type { LiveVersion, MonthRange } from './version.ts';

export type EmptyReason = 'zero_denominator' | 'not_applicable' | 'not_reported' | 'suppressed';

/** A figure with its counts, or the reason why there is none. */
export interface MetricCell {
  value: number | null;
  /** Null for counts and quantiles. */
  numerator: number | null;
  /** Null for counts; of a quantile the number of cases. */
  denominator: number | null;
  reason: EmptyReason | null;
}

export interface Counts {
  /** The months for which the metric has figures. */
  months: MonthRange;
  /** The month of the figure, or the last one of its period, `YYYY-MM`. */
  month: string;
  numerator: number;
  denominator: number | null;
  between: { lower: number | undefined; upper: number | undefined };
}

const fewestForQuantile = 10;
const nothing = { value: null, numerator: null, denominator: null };

/** The figure of a metric from what was counted; not applicable where the metric does not exist yet. */
export function cellOf(metric: Metric, counts: Counts): MetricCell {
  const { months, month } = counts;
  if (month < months.first || month > months.last) return { ...nothing, reason: 'not_applicable' };
  if (metric.quantile !== undefined) return quantileCell(metric.quantile, counts);
  const { numerator, denominator } = counts;
  if (denominator === null) return { value: numerator, numerator: null, denominator: null, reason: null };
  if (denominator === 0) return { value: null, numerator, denominator, reason: 'zero_denominator' };
  return { value: (numerator / denominator) * metric.scale, numerator, denominator, reason: null };
}

/** The months for which a metric has figures in a version. */
export function monthsOf(metric: Metric, version: LiveVersion): MonthRange {
  const all = [...metric.numerator.measures, ...(metric.denominator?.measures ?? [])];
  if (all.some(({ source }) => source === 'duties')) return version.dutyMonths;
  const last = version.newestMonth;
  if (all.some(({ over }) => over === 'trailing_year'))
    return { first: addMonths(version.firstMonth, 11), last };
  const fromSnapshots = all.some(({ source }) => source === 'members' || source === 'organizations');
  return { first: fromSnapshots ? version.firstSnapshotMonth : version.firstMonth, last };
}

function quantileCell(quantile: number, { denominator, between }: Counts): MetricCell {
  const count = denominator ?? 0;
  if (count < fewestForQuantile) {
    const reason = count === 0 ? 'zero_denominator' : 'not_applicable';
    return { value: null, numerator: null, denominator: count, reason };
  }
  const position = (count - 1) * quantile;
  const [lower, upper] = [between.lower ?? 0, between.upper ?? 0];
  const value = lower + (upper - lower) * (position - Math.floor(position));
  return { value, numerator: null, denominator: count, reason: null };
}
