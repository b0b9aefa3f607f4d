import type { AuditRow } from '../state/tables.ts';
import type { Head } from './anchor.ts';
import { hashOf } from './entry.ts';

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

/** Entries that were archived, as the entry that says so tells it. */
export interface Archived {
  through: number;
  hash: string;
  file: string | null;
  sha256: string | null;
  seq: number;
}

/** The entries as they come: what is wrong with each, and what later checks need to know. Small, however many come. */
export class Chain {
  entries = 0;
  first: AuditRow | null = null;
  last: Head | null = null;
  readonly faults: Fault[] = [];
  readonly archived: Archived[] = [];

  /** The same as far as it has come, to be followed further on its own. */
  copy(): Chain {
    const same = new Chain();
    Object.assign(same, { entries: this.entries, first: this.first, last: this.last });
    same.faults.push(...this.faults);
    same.archived.push(...this.archived);
    return same;
  }

  /** Takes the next entry. */
  add(row: AuditRow, key: Buffer): void {
    const isWhole = hashOf(key, row) === row.hash;
    if (!isWhole) this.faults.push({ kind: 'changed', seq: row.seq, found: row.at });
    if (this.last && row.seq !== this.last.seq + 1) {
      this.faults.push({ kind: 'missing', seq: row.seq, found: `${this.last.seq + 1}–${row.seq - 1}` });
    } else if (this.last && row.previous_hash !== this.last.hash) {
      this.faults.push({ kind: 'bound', seq: row.seq, found: row.previous_hash });
    }
    if (isWhole) this.archived.push(...archivedBy(row));
    this.entries += 1;
    this.first ??= row;
    this.last = { seq: row.seq, hash: row.hash };
  }
}

function archivedBy(row: AuditRow): Archived[] {
  if (row.verdict !== 'done' || (row.action !== 'audit_archive' && row.action !== 'audit_restart')) return [];
  const { through, closing_hash: hash, file, sha256 } = JSON.parse(row.detail);
  return [{ through, hash, file: file ?? null, sha256: sha256 ?? null, seq: row.seq }];
}
