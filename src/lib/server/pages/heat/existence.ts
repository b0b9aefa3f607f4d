import { sqlFile } from '#warehouse/project.ts';
import type { EmptyKind } from '$lib/shape/heatmap';
import { ask, type PageContext, type Period } from '../context';
import type { HeatDimension } from './choice';
import { keyOf } from './figures';

/** Why a key of a dimension cannot have had anything counted in a month; null where it can. */
export type Existence = (dimension: HeatDimension, key: string, month: string) => EmptyKind | null;

const snapshotsSql = sqlFile('queries/page-snapshot-months.sql');
const counted = ['organization_type', 'organization_level'] as const;

/**
 * What existed in the months of a period: types and levels with an organisation (before the first snapshot nobody
 * knows, so all of them), and stages only where the month has a snapshot.
 */
export async function existenceIn(page: PageContext, period: Period): Promise<Existence> {
  const { version } = page;
  const known = { from: later(period.from, version.firstSnapshotMonth), to: period.to };
  const [snapshots, ...answers] = await Promise.all([
    version.all(snapshotsSql),
    ...counted.map((dimension) =>
      known.from > known.to ? [] : ask(page, 'organizations', ['month', dimension], known),
    ),
  ]);
  const withSnapshot = new Set(snapshots.map((row) => String(row.month)));
  const existing = new Set(
    answers.flatMap((rows, i) =>
      rows
        .filter((row) => (row.value ?? 0) > 0)
        .map((row) => `${counted[i]} ${keyOf(row, counted[i] ?? 'month')} ${keyOf(row, 'month')}`),
    ),
  );
  return (dimension, key, month) => {
    if (dimension === 'stage') return key === 'unknown' || withSnapshot.has(month) ? null : 'not_reported';
    if (!counted.some((name) => name === dimension) || month < version.firstSnapshotMonth) return null;
    return existing.has(`${dimension} ${key} ${month}`) ? null : 'not_applicable';
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
