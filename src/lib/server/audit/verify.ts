import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf, type State } from '../state/open.ts';
import type { AuditRow } from '../state/tables.ts';
import { readAnchors, type Head } from './anchor.ts';
import { genesis, hashOf } from './entry.ts';
import { auditKey, auditKeyPath } from './key.ts';

/**
 * What is wrong: an entry `changed` (or not written by this program), entries `missing` before one, an entry not
 * `bound` to the one before, the `start` not where it may be, the end `cut`, the `anchor` gone, an `archive` changed.
 */
export type FaultKind = 'changed' | 'missing' | 'bound' | 'start' | 'cut' | 'anchor' | 'archive';

/** One fault, with the entry it was found at. */
export interface Fault {
  kind: FaultKind;
  seq: number;
  found: string;
}

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

/** Entries that were archived, as the entry that says so tells it. */
interface Archived {
  through: number;
  hash: string;
  file: string | null;
  sha256: string | null;
  seq: number;
}

const mostFaults = 100;
const pageSize = 2000;

/**
 * Goes through the whole audit of a state: every entry must be as it was written, bound to the one before, and no
 * older than what is noted outside the table or was kept on paper (`heads`). Throws AuditUnwritable without the key.
 */
export async function verifyAudit(state: State, heads: readonly Head[] = []): Promise<AuditCheck> {
  const dataDir = homeOf(state);
  const chain = new Chain();
  let first: AuditRow | undefined;
  for (let after = -1; ;) {
    const rows = await rowsAfter(state, after);
    const last = rows.at(-1);
    if (last === undefined) break;
    first ??= rows[0];
    const key = auditKey(dataDir, { makeNew: false });
    for (const row of rows) chain.add(row, key);
    after = last.seq;
  }
  const anchors = existsSync(auditKeyPath(dataDir))
    ? readAnchors(dataDir, auditKey(dataDir, { makeNew: false }))
    : [];
  const faults = [
    ...(first ? startFaults(first, chain.archived) : emptyFaults(dataDir)),
    ...chain.faults,
    ...anchorFaults(anchors, chain),
    ...heads.flatMap((head) => headFaults(head, chain)),
    ...chain.archived.flatMap((archived) => archiveFaults(dataDir, archived)),
  ];
  return {
    passed: faults.length === 0,
    entries: chain.hashes.size,
    first: first?.seq ?? null,
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

/** The entries as they come: what is wrong with each, and what later checks need to know. */
class Chain {
  readonly hashes = new Map<number, string>();
  readonly faults: Fault[] = [];
  readonly archived: Archived[] = [];
  last: Head | null = null;

  add(row: AuditRow, key: Buffer): void {
    const isWhole = hashOf(key, row) === row.hash;
    if (!isWhole) this.faults.push({ kind: 'changed', seq: row.seq, found: row.at });
    if (this.last && row.seq !== this.last.seq + 1) {
      this.faults.push({ kind: 'missing', seq: row.seq, found: `${this.last.seq + 1}–${row.seq - 1}` });
    } else if (this.last && row.previous_hash !== this.last.hash) {
      this.faults.push({ kind: 'bound', seq: row.seq, found: row.previous_hash });
    }
    if (isWhole) this.archived.push(...archivedBy(row));
    this.hashes.set(row.seq, row.hash);
    this.last = { seq: row.seq, hash: row.hash };
  }
}

function archivedBy(row: AuditRow): Archived[] {
  if (row.verdict !== 'done' || (row.action !== 'audit_archive' && row.action !== 'audit_restart')) return [];
  const { through, closing_hash: hash, file, sha256 } = JSON.parse(row.detail);
  return [{ through, hash, file: file ?? null, sha256: sha256 ?? null, seq: row.seq }];
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

function anchorFaults(anchors: readonly Head[], chain: Chain): Fault[] {
  const newest = anchors[0];
  if (newest === undefined) {
    return chain.last ? [{ kind: 'anchor', seq: chain.last.seq, found: '–' }] : [];
  }
  return anchors
    .filter((anchor) => anchor === newest || anchor.seq <= (chain.last?.seq ?? 0))
    .flatMap((anchor) => headFaults(anchor, chain));
}

/** An entry that is known from elsewhere must stand in the table, or be archived, with its hash. */
function headFaults({ seq, hash }: Head, { hashes, last, archived }: Chain): Fault[] {
  if (seq > (last?.seq ?? 0)) return [{ kind: 'cut', seq, found: String(last?.seq ?? 0) }];
  const known = hashes.get(seq) ?? archived.find(({ through }) => through === seq)?.hash;
  if (known === undefined && archived.some(({ through }) => seq <= through)) return [];
  return known === hash ? [] : [{ kind: 'changed', seq, found: known ?? '–' }];
}

/** An archive that was carried away is no fault; one that lies there must be the one that was written. */
function archiveFaults(dataDir: string, { file, sha256, seq }: Archived): Fault[] {
  if (file === null || sha256 === null) return [];
  const path = join(dataDir, 'private', 'audit-archive', file);
  if (!existsSync(path)) return [];
  const found = createHash('sha256').update(readFileSync(path)).digest('hex');
  return found === sha256 ? [] : [{ kind: 'archive', seq, found: file }];
}
