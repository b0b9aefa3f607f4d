import { formatCount, formatRatio } from '../format/numbers.ts';
import { formatValue } from './parts';
import { funnelReading } from './funnel';
import type { ChartSpec } from './spec';

/** What a chart shows at one place, in words: for the keys and for a screen reader. */
export function readingOf(spec: ChartSpec, index: number): string {
  if (spec.kind === 'intervals') {
    const row = spec.rows[index];
    if (!row) return '';
    const counts = `${formatCount(row.numerator, spec.lang)}/${formatCount(row.denominator, spec.lang)}`;
    return `${row.name}: ${formatRatio(row.rate, spec.lang)} (${counts})`;
  }
  if (spec.kind === 'funnel') {
    const point = spec.points[index];
    return point ? funnelReading(spec, point) : '';
  }
  const unit = spec.kind === 'flow' ? 'count' : spec.unit;
  const series = spec.kind === 'flow' ? [...spec.stock, ...spec.flows] : spec.series;
  const values = series.map(
    (item) => `${item.name} ${formatValue(item.values[index] ?? null, unit, spec.lang)}`,
  );
  return `${spec.months[index] ?? ''}: ${values.join(', ')}`;
}
