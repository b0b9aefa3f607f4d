import { formatCount } from '$lib/format/numbers';
import { stepOf } from '$lib/shape/cross';
import type { HeatCell } from '$lib/shape/heatmap';
import { sqlFile } from '#warehouse/project.ts';
import type { MetricRow } from '../metrics.ts';
import type { PageContext } from './context';

const scales = [
  [1, 3, 6, 9, 13],
  [1, 6, 16, 31, 51],
  [1, 11, 31, 76, 151],
  [1, 51, 151, 401, 1001],
  [1, 201, 1001, 3001, 10_001],
] as const;

/** The five fixed steps for a table whose largest cell ever is `largest`: the finest scale whose top it can reach. */
export function scaleFor(largest: number): readonly number[] {
  return scales.find((bounds) => largest < bounds[4] * 2) ?? scales[scales.length - 1] ?? [];
}

/** The heatmaps with fixed steps. */
export type HeatTable = 'type_by_age' | 'case_by_stage' | 'organization_by_month';

const scaleSql = sqlFile('queries/page-heat-scale.sql');

/**
 * The steps of a count table: the same for every month, measure and filter of a version, so that a colour keeps its
 * meaning.
 */
export async function fixedScale(page: PageContext, table: HeatTable): Promise<readonly number[]> {
  const [row] = await page.version.all(scaleSql, { basis: page.filters.basis });
  return scaleFor(Number(row?.[table] ?? 0));
}

/** The legend of steps: `1–5`, `6–15`, …, `từ 51`. */
export function stepLabels(page: PageContext, bounds: readonly number[]): string[] {
  return bounds.map((bound, i) => {
    const next = bounds[i + 1];
    const low = formatCount(bound, page.lang);
    if (next === undefined) return page.lang === 'vi' ? `từ ${low}` : `${low}+`;
    return next - 1 === bound ? low : `${low}–${formatCount(next - 1, page.lang)}`;
  });
}

/** A cell of a count: its figure and step, or an empty cell with its reason. */
export function countCell(
  page: PageContext,
  row: MetricRow | undefined,
  bounds: readonly number[],
): HeatCell {
  if (row?.reason === 'not_reported') return { text: '?', empty: 'not_reported' };
  if (row?.reason === 'not_applicable') return { text: '–', empty: 'not_applicable' };
  if (row?.reason === 'suppressed') return { text: '', empty: 'suppressed' };
  const value = row?.value ?? 0;
  if (value === 0) return { text: '0', empty: 'zero' };
  return { text: formatCount(value, page.lang), step: stepOf(value, bounds) };
}

/** A cell where there was nothing to count. */
export const absent: HeatCell = { text: '–', empty: 'not_applicable' };
