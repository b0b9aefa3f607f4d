import type { Dimension, Filters, MetricId, MetricRow } from '../../metrics.ts';
import { metricRows } from '../../metrics.ts';
import { requestOf, type PageContext, type Period } from '../context';
import { upperLevels } from '../organization-rows';
import { isListed, type HeatChoice, type HeatDimension } from './choice';
import { keyOf } from './figures';
import { noKey } from './list';
import { nameOf, type Side } from './sides';

/** A row or column that a reader has chosen. */
export interface Pick {
  dimension: HeatDimension;
  key: string;
  label: string;
  /** Of an organisation: its level; committees above the grassroots are asked for by it. */
  level?: string;
}

/** The choice of the address as picks; of a key that the table does not show, null. */
export function picksOf(
  page: PageContext,
  choice: HeatChoice,
  sides: { rows: readonly Side[]; columns: readonly Side[] },
): Pick[] | null {
  const row = pickOf(page, { dimension: choice.rows, key: choice.row, among: sides.rows });
  const column = pickOf(page, { dimension: choice.columns, key: choice.column, among: sides.columns });
  if (row === null || column === null) return null;
  return [row, column].flatMap((pick) => pick ?? []);
}

function pickOf(
  page: PageContext,
  { dimension, key, among }: { dimension: HeatDimension; key: string | null; among: readonly Side[] },
): Pick | undefined | null {
  if (key === null) return undefined;
  const side = among.find((known) => known.key === key);
  if (!side) return null;
  const label = isListed(dimension) ? side.full : nameOf(page, dimension, key);
  return { dimension, key, label, ...(side.organization ? { level: side.organization.level } : {}) };
}

/** The month that picks stand for: that of a chosen month, else the page's. */
export function monthOfPicks(page: PageContext, picks: readonly Pick[]): string {
  return picks.find(({ dimension }) => dimension === 'month')?.key ?? page.filters.month;
}

/** A question about what is picked. */
export interface PickedQuestion {
  by: Dimension[];
  period: Period;
}

/**
 * Rows of a metric for what is picked, beside the page's filters; a picked month is the caller's period. Of an
 * organisation its own rows only, without those below it. Empty where the page's filters leave the pick out.
 */
export async function pickedRows(
  page: PageContext,
  metric: MetricId,
  { by, period, picks }: PickedQuestion & { picks: readonly Pick[] },
): Promise<MetricRow[]> {
  const held = picks.filter(({ dimension }) => dimension !== 'month');
  const { filters, split } = narrowed(held);
  const extra = split.map(({ dimension }) => dimension).filter((name) => !by.includes(name));
  const request = requestOf(page, metric, { by: [...by, ...extra], period });
  for (const name of ['organization_type', 'case_type'] as const) {
    const [wanted] = filters[name] ?? [];
    if (wanted !== undefined && request.filters[name] && !request.filters[name].includes(wanted)) return [];
  }
  const rows = await metricRows(page.version, { ...request, filters: { ...request.filters, ...filters } });
  return rows.filter((row) => split.every(({ dimension, key }) => keyOf(row, dimension) === key));
}

/** Picks as filters of the catalogue; those that it has no filter for are split by instead, and picked out after. */
function narrowed(picks: readonly Pick[]): { filters: Filters; split: Pick[] } {
  const filters: Filters = {};
  const split: Pick[] = [];
  for (const pick of picks) {
    const { dimension, key, level = '' } = pick;
    if (dimension === 'month') continue;
    if (dimension === 'organization') {
      split.push(pick);
      if (upperLevels.includes(level)) filters.organization_level = [level];
      else filters.organization = [key];
    } else if (key === noKey) split.push(pick);
    else filters[dimension] = [key];
  }
  return { filters, split };
}
