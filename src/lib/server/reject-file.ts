import { createHash } from 'node:crypto';
import { DamagedVersion, EngineUnavailable } from './errors.ts';
import type { LiveVersion, Manifest } from './version.ts';

/** A rejected row as a version publishes it: masked, with the organisation where the register knows it. */
export interface RejectedRow {
  /** Date of the snapshot, `YYYY-MM-DD`. */
  asOf: string;
  /** Name of the file in the snapshot, such as `cases.csv`. */
  file: string;
  /** Register of the file, such as `cases`. */
  register: string;
  line: number | null;
  column: string | null;
  reason: string;
  found: string | null;
  expected: string | null;
  /** Date of the first later snapshot that accepts a row of the same code; null while it is open. */
  mendedIn: string | null;
  organizationCode: string | null;
}

let kept: { manifest: Manifest; rows: Promise<RejectedRow[]> } | undefined;

/**
 * The rejected rows of a version, from its rejects.json; those of the version asked for last stay in memory. Rows are
 * shared: never change them. None of a part or under the restricted profile: rows tell of single cases of any organisation. Throws DamagedVersion when the file is missing or is not the one that was published.
 */
export function rejectsOf(version: LiveVersion): Promise<RejectedRow[]> {
  if (version.part !== null || version.disclosure === 'restricted') return Promise.resolve([]);
  if (kept?.manifest === version.manifest) return kept.rows;
  const rows = readRejects(version);
  kept = { manifest: version.manifest, rows };
  rows.catch(() => {
    if (kept?.rows === rows) kept = undefined;
  });
  return rows;
}

async function readRejects({ id, manifest, rejects }: LiveVersion): Promise<RejectedRow[]> {
  let bytes: Buffer;
  try {
    bytes = await rejects();
  } catch (cause) {
    if (cause instanceof EngineUnavailable) throw cause;
    throw new DamagedVersion(`${id}/rejects.json`, { cause });
  }
  const expected = hashIn(manifest.files);
  if (expected !== null && createHash('sha256').update(bytes).digest('hex') !== expected) {
    throw new DamagedVersion(`${id}/rejects.json`);
  }
  const rows: unknown = JSON.parse(bytes.toString('utf8'));
  if (!Array.isArray(rows)) throw new DamagedVersion(`${id}/rejects.json`);
  return rows.map(rejectedRow);
}

function hashIn(files: unknown): string | null {
  if (typeof files !== 'object' || files === null || !('rejects.json' in files)) return null;
  return typeof files['rejects.json'] === 'string' ? files['rejects.json'] : null;
}

/** A row of rejects.json, of `etl rejects --json` or of a check's report. */
export function rejectedRow(row: unknown): RejectedRow {
  const cells: Record<string, unknown> = typeof row === 'object' && row !== null ? { ...row } : {};
  const text = (name: string) => {
    const cell = cells[name];
    return cell === null || cell === undefined ? null : String(cell);
  };
  const file = text('file') ?? '';
  return {
    asOf: text('as_of') ?? '',
    file,
    register: (file.split('.')[0] ?? '').toLowerCase(),
    line: typeof cells.line === 'number' ? cells.line : null,
    column: text('column'),
    reason: text('reason') ?? '',
    found: text('found'),
    expected: text('expected'),
    mendedIn: text('mended_in'),
    organizationCode: text('organization_code'),
  };
}
