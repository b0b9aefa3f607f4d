import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach } from 'vitest';
import type { AuditEvent } from '../../../../../src/lib/server/audit/entry.ts';
import { recordEvent } from '../../../../../src/lib/server/audit/record.ts';
import { openState, type State, statePath } from '../../../../../src/lib/server/state/open.ts';
import { stateUrl } from '../../../../../src/lib/server/state/url.ts';
import { runNow } from '../../../../support/postgres.ts';

/** A data folder with a state of its own for each test of a file. */
export function ownState(): { dataDir: string; state: State } {
  const own: { dataDir: string; state: State | null } = { dataDir: '', state: null };
  beforeEach(async () => {
    own.dataDir = mkdtempSync(join(tmpdir(), 'audit-'));
    own.state = await openState(own.dataDir);
  });
  afterEach(async () => {
    await own.state?.destroy();
    rmSync(own.dataDir, { recursive: true });
  });
  return {
    get dataDir() {
      return own.dataDir;
    },
    get state() {
      if (own.state === null) throw new Error('Only inside a test.');
      return own.state;
    },
  };
}

/** An event with what a test does not care about filled in. */
export function event(part: Partial<AuditEvent> = {}): AuditEvent {
  return { actor: 'An', action: 'sign_in', verdict: 'done', ...part };
}

/** Writes as many events as asked for; the object of each is its number. */
export async function recordMany(state: State, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) await recordEvent(state, event({ object: String(i) }));
}

/** Statements that come from elsewhere, on the state of a data folder or on the one that is shared. */
export function runStatements(dataDir: string, ...statements: readonly string[]): void {
  const url = stateUrl();
  if (url !== null) return runNow(url, statements);
  const database = new Database(statePath(dataDir), { timeout: 5000 });
  try {
    for (const statement of statements) database.exec(statement);
  } finally {
    database.close();
  }
}

/** What somebody does who has the tables and no program of ours: triggers gone, any statement. */
export function tamper(dataDir: string, ...statements: string[]): void {
  const guards =
    stateUrl() === null
      ? ['audit_no_update', 'audit_in_order', 'audit_no_delete'].map(
          (name) => `drop trigger if exists ${name}`,
        )
      : ['audit_guard_rows', 'audit_guard_whole'].map((name) => `drop trigger if exists ${name} on audit`);
  runStatements(dataDir, ...guards, ...statements);
}
