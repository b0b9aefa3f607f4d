import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordEvent } from '../../../../../src/lib/server/audit/record.ts';
import { verifyAudit } from '../../../../../src/lib/server/audit/verify.ts';
import { addPerson } from '../../../../../src/lib/server/people/accounts.ts';
import { factorOf, proposeFactor, shownKey } from '../../../../../src/lib/server/people/second-factor.ts';
import { signedInBy, startSession } from '../../../../../src/lib/server/people/sessions.ts';
import { issueToken, viewerByToken } from '../../../../../src/lib/server/people/tokens.ts';
import { moveState, movedTables } from '../../../../../src/lib/server/state/move.ts';
import { openState, type State } from '../../../../../src/lib/server/state/open.ts';
import { startPostgres } from '../../../../support/postgres.ts';
import { event, recordMany } from '../audit/support.ts';

const postgres = await startPostgres();
beforeEach(() => postgres.empty());
afterAll(() => postgres.stop());

describe('a state that moves from a data folder to PostgreSQL', () => {
  const now = () => new Date('2026-11-02T01:00:00Z');
  let root = '';
  let alone: State;
  let shared: State;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'move-'));
    alone = await openState(root, null);
    shared = await openState(root, postgres.url);
    await addPerson(
      { state: alone, now },
      { name: 'An', role: 'analyst', organization: null, disclosure: 'full' },
    );
    await recordMany(alone, 3);
  });
  afterEach(async () => {
    await Promise.all([alone.destroy(), shared.destroy()]);
    rmSync(root, { recursive: true });
  });
  const rowsOf = (state: State, table: 'people' | 'audit') => state.selectFrom(table).selectAll().execute();

  it('keeps accounts with their passwords, tokens and the chain of the audit, which goes on', async () => {
    const { token } = await issueToken({ state: alone, now }, 'An', 30);
    const failures = Array.from({ length: 501 }, (_, i) => ({
      subject: `person:${i}`,
      failed_count: 1,
      failed_at: '2026-11-02T00:00:00Z',
      blocked_until: i % 2 === 0 ? '2026-11-02T00:01:00Z' : null,
    }));
    await alone.insertInto('failures').values(failures).execute();
    const secret = await startSession({ state: alone, now }, 'An', { address: '10.0.0.7', agent: 'test' });
    expect(await moveState(alone, shared, 'os:root')).toMatchObject({
      changed: true,
      rows: { people: 1, audit: 3, failures: 501 },
    });
    expect(await rowsOf(shared, 'people')).toEqual(await rowsOf(alone, 'people'));
    expect((await viewerByToken({ state: shared, now }, token))?.name).toBe('An');
    expect(await signedInBy({ state: shared, now }, secret)).toBeNull();
    const before = await rowsOf(alone, 'audit');
    const [moved, ...rest] = (await rowsOf(shared, 'audit')).slice(3);
    expect((await rowsOf(shared, 'audit')).slice(0, 3)).toEqual(before);
    expect(moved).toMatchObject({ seq: 4, action: 'state_move', previous_hash: before.at(-1)?.hash });
    expect(rest).toEqual([]);
    await recordEvent(shared, event());
    expect(await verifyAudit(shared)).toMatchObject({ passed: true, entries: 5 });
  });

  it('keeps second factors, sealed, for whoever has the key of the audit', async () => {
    await proposeFactor({ state: alone, now }, 'An');
    await moveState(alone, shared, 'os:root');
    const shown = async (state: State) => {
      const factor = await factorOf({ state, now }, 'An');
      return factor && { ...shownKey({ state, now }, factor), isSealed: factor.is_sealed };
    };
    expect(await shown(shared)).toEqual(await shown(alone));
    expect(await shown(shared)).toMatchObject({ isSealed: 1 });
  });

  it('changes nothing when it has moved already', async () => {
    await moveState(alone, shared, 'os:root');
    expect(await moveState(alone, shared, 'os:root')).toEqual({ changed: false, rows: {} });
    expect(await rowsOf(shared, 'audit')).toHaveLength(4);
  });

  it('is refused where the database holds anything else', async () => {
    await addPerson(
      { state: shared, now },
      { name: 'Bình', role: 'admin', organization: null, disclosure: 'full' },
    );
    await expect(moveState(alone, shared, 'os:root')).rejects.toMatchObject({ name: 'MoveRefused' });
    expect((await rowsOf(shared, 'people')).map(({ name }) => name)).toEqual(['Bình']);
  });

  it('is refused where it was written on after it had moved', async () => {
    await moveState(alone, shared, 'os:root');
    await recordMany(alone, 1);
    await expect(moveState(alone, shared, 'os:root')).rejects.toMatchObject({ name: 'MoveRefused' });
  });

  it('is refused with an audit that is not whole', async () => {
    rmSync(join(root, 'private', 'audit.anchor'));
    await expect(moveState(alone, shared, 'os:root')).rejects.toMatchObject({ name: 'MoveRefused' });
    expect(await rowsOf(shared, 'people')).toEqual([]);
  });

  it('takes every table along but that of sessions', async () => {
    const names = (await alone.introspection.getTables()).map(({ name }) => name);
    expect([...movedTables, 'sessions'].sort()).toEqual(names.sort());
  });
});
