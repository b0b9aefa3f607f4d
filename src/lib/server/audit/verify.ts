import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { homeOf, isShared, type State } from '../state/open.ts';
import type { AuditRow } from '../state/tables.ts';
import { anchorOf, readAnchors, type Head } from './anchor.ts';
import { Chain, type Archived, type Fault } from './chain.ts';
import { genesis } from './entry.ts';
import { auditKey, auditKeyPath } from './key.ts';

/** What the check of the audit tells. */
export interface AuditCheck {
  passed: boolean;
  entries: number;
  first: number | null;
  head: Head | null;
  /** The newest entry that is noted outside the table. */
  anchor: Head | null;
  /** The first hundred. */
  faults: Fault[];
}

const mostFaults = 100;
const pageSize = 2000;

/**
 * Goes through the whole audit of a state: every entry must be as it was written, bound to the one before, and no
 * older than what is noted outside the table or was kept on paper (`heads`). Throws AuditUnwritable without the key.
 */
export function verifyAudit(state: State, heads: readonly Head[] = []): Promise<AuditCheck> {
  return followChain(state, new Chain(), heads);
}

/** The same from where a chain stands already. */
export async function followChain(
  state: State,
  chain: Chain,
  heads: readonly Head[] = [],
): Promise<AuditCheck> {
  const dataDir = homeOf(state);
  const hasKey = existsSync(auditKeyPath(dataDir));
  // Before the entries: each is noted after it was written, so that whatever is noted now must be among them.
  const anchors = hasKey ? readAnchors(anchorOf(state), auditKey(dataDir, { makeNew: false })) : [];
  for (;;) {
    const rows = await rowsAfter(state, chain.last?.seq ?? -1);
    if (rows.length === 0) break;
    const key = auditKey(dataDir, { makeNew: false });
    for (const row of rows) chain.add(row, key);
    // Requests get their turn: a hundred thousand entries take about a second.
    await setImmediate();
  }
  const faults = [
    ...(chain.first ? startFaults(chain.first, chain.archived) : emptyFaults(dataDir)),
    ...chain.faults,
    ...(await anchorFaults(state, anchors, chain)),
    ...(await headFaults(state, heads, chain)),
    ...chain.archived.flatMap((archived) => archiveFaults(dataDir, archived)),
  ];
  return {
    passed: faults.length === 0,
    entries: chain.entries,
    first: chain.first?.seq ?? null,
    head: chain.last,
    anchor: anchors[0] ?? null,
    faults: faults.slice(0, mostFaults),
  };
}

function rowsAfter(state: State, seq: number): Promise<AuditRow[]> {
  return state
    .selectFrom('audit')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(pageSize)
    .execute();
}

/** The table begins with the first entry of all, or with the one after the end of an archive. */
function startFaults(first: AuditRow, archived: readonly Archived[]): Fault[] {
  const starts = [{ through: 0, hash: genesis }, ...archived];
  const isRight = starts.some(
    ({ through, hash }) => first.seq === through + 1 && first.previous_hash === hash,
  );
  return isRight ? [] : [{ kind: 'start', seq: first.seq, found: first.previous_hash }];
}

/** No entry at all: right only where nothing was ever written down. */
function emptyFaults(dataDir: string): Fault[] {
  return existsSync(auditKeyPath(dataDir)) ? [{ kind: 'cut', seq: 1, found: auditKeyPath(dataDir) }] : [];
}

/**
 * Of a state that servers share, each has noted its own entries only: one that has written nothing yet has no note, and
 * entries of others may lie between those that are noted.
 */
async function anchorFaults(state: State, anchors: readonly Head[], chain: Chain): Promise<Fault[]> {
  const newest = anchors[0];
  if (newest === undefined) {
    const isNew = isShared(state) && !existsSync(anchorOf(state));
    return chain.last && !isNew ? [{ kind: 'anchor', seq: chain.last.seq, found: '–' }] : [];
  }
  const noted = anchors.filter((anchor) => anchor === newest || anchor.seq <= (chain.last?.seq ?? 0));
  return headFaults(state, noted, chain);
}

/** The hashes of those entries of the table that have the numbers of `heads`. */
export async function hashesOf(state: State, heads: readonly Head[]): Promise<Map<number, string>> {
  const rows = await state
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .where(
      'seq',
      'in',
      heads.map(({ seq }) => seq),
    )
    .execute();
  return new Map(rows.map(({ seq, hash }) => [seq, hash]));
}

/** Entries that are known from elsewhere must stand in the table, or be archived, each with its hash. */
async function headFaults(state: State, heads: readonly Head[], { last, archived }: Chain): Promise<Fault[]> {
  if (heads.length === 0) return [];
  const hashes = await hashesOf(state, heads);
  return heads.flatMap(({ seq, hash }): Fault[] => {
    if (seq > (last?.seq ?? 0)) return [{ kind: 'cut', seq, found: String(last?.seq ?? 0) }];
    const known = hashes.get(seq) ?? archived.find(({ through }) => through === seq)?.hash;
    if (known === undefined && archived.some(({ through }) => seq <= through)) return [];
    return known === hash ? [] : [{ kind: 'changed', seq, found: known ?? '–' }];
  });
}

/** An archive that was carried away is no fault; one that lies there must be the one that was written. */
function archiveFaults(dataDir: string, { file, sha256, seq }: Archived): Fault[] {
  if (file === null || sha256 === null) return [];
  const path = join(dataDir, 'private', 'audit-archive', file);
  if (!existsSync(path)) return [];
  const found = createHash('sha256').update(readFileSync(path)).digest('hex');
  return found === sha256 ? [] : [{ kind: 'archive', seq, found: file }];
}
