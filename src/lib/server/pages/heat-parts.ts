import { formatCount, formatRatio } from '$lib/format/numbers';
import { stepOf } from '$lib/shape/cross';
import type { EmptyKind, HeatCell } from '$lib/shape/heatmap';
import type { MetricRow } from '../metrics.ts';
import type { PageContext } from './context';

/** A cell where there was nothing to count. */
export const absent: HeatCell = { text: '–', empty: 'not_applicable' };

const emptyTexts: Record<EmptyKind, string> = {
  zero: '0',
  not_applicable: '–',
  not_reported: '?',
  suppressed: '',
};

/** A cell without a figure, and why. */
export function emptyCell(empty: EmptyKind): HeatCell {
  return { text: emptyTexts[empty], empty };
}

/** A cell of a count: its figure and step, or an empty cell with its reason. */
export function countCell(
  page: PageContext,
  row: MetricRow | undefined,
  bounds: readonly number[],
): HeatCell {
  if (row?.reason && row.reason !== 'zero_denominator') return emptyCell(row.reason);
  const value = row?.value ?? 0;
  if (value === 0) return emptyCell('zero');
  return { text: formatCount(value, page.lang), step: stepOf(value, bounds), value };
}

/** Shares of fewer cases than this stand in their cell without a colour. */
const fewest = 5;

/** A cell of a share: percentage over its counts; uncoloured where few are counted, empty where none is. */
export function shareCell(
  page: PageContext,
  row: MetricRow | undefined,
  bounds: readonly number[],
): HeatCell {
  if (row?.reason && row.reason !== 'zero_denominator') return emptyCell(row.reason);
  const value = row?.value ?? null;
  if (!row || value === null) return absent;
  const note = `${formatCount(row.numerator, page.lang)}/${formatCount(row.denominator, page.lang)}`;
  const text = formatRatio(value, page.lang, 0);
  if (value === 0) return { text, note, empty: 'zero' };
  return (row.denominator ?? 0) < fewest ? { text, note } : { text, note, step: stepOf(value, bounds) };
}
