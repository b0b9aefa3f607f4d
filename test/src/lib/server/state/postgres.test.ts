import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveBefore } from '../../../../../src/lib/server/audit/archive.ts';
import { AuditUnwritable, recordEvent } from '../../../../../src/lib/server/audit/record.ts';
import { verifyAudit } from '../../../../../src/lib/server/audit/verify.ts';
import { addPerson } from '../../../../../src/lib/server/people/accounts.ts';
import {
  endSessions,
  listSessions,
  signedInBy,
  startSession,
} from '../../../../../src/lib/server/people/sessions.ts';
import { isAway } from '../../../../../src/lib/server/state/postgres.ts';
import { openState, type State } from '../../../../../src/lib/server/state/open.ts';
import { BadStateUrl, stateUrl } from '../../../../../src/lib/server/state/url.ts';
import { startPostgres } from '../../../../support/postgres.ts';
import { event, recordMany } from '../audit/support.ts';

const postgres = await startPostgres();
const withoutGuards = 'drop trigger audit_guard_rows on audit; drop trigger audit_guard_whole on audit';
process.env.STATE_URL_FILE = postgres.urlFile;
beforeEach(() => postgres.empty());
afterAll(() => postgres.stop());

describe('two servers with one state in PostgreSQL', () => {
  const now = () => new Date('2026-11-02T01:00:00Z');
  const place = { address: '10.0.0.7', agent: 'test' };
  let root = '';
  let one: State;
  let two: State;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'shared-'));
    one = await openState(join(root, 'one'));
    two = await openState(join(root, 'two'));
  });
  afterEach(async () => {
    await Promise.all([one.destroy(), two.destroy()]);
    rmSync(root, { recursive: true });
  });
  const shareKey = () => cpSync(join(root, 'one', 'key'), join(root, 'two', 'key'), { recursive: true });

  it('know a session that began on the other, until it is ended on either', async () => {
    const [here, there] = [one, two].map((state) => ({ state, now }));
    if (!here || !there) throw new Error('Both are open.');
    await addPerson(here, { name: 'An', role: 'analyst', organization: null, disclosure: 'full' });
    const secret = await startSession(here, 'An', place);
    expect((await signedInBy(there, secret))?.viewer).toMatchObject({ name: 'An', role: 'analyst' });
    const [session] = await listSessions(there, 'An');
    expect(await endSessions(there, { label: session?.label ?? '' })).toBe(1);
    expect(await signedInBy(here, secret)).toBeNull();
  });

  it('write one chain side by side, which either proves whole', async () => {
    await recordMany(one, 1);
    shareKey();
    await Promise.all([recordMany(one, 60), recordMany(two, 60), recordMany(one, 20)]);
    for (const state of [one, two])
      expect(await verifyAudit(state)).toMatchObject({ passed: true, entries: 141, faults: [] });
    const rows = await one.selectFrom('audit').select('seq').orderBy('seq').execute();
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 141 }, (_, i) => i + 1));
  });

  it('find on the other what was cut off behind an entry of their own', async () => {
    await recordMany(one, 1);
    shareKey();
    await recordMany(two, 2);
    await postgres.run(`${withoutGuards}; delete from audit where seq = 3`);
    expect((await verifyAudit(two)).faults).toEqual([{ kind: 'cut', seq: 3, found: '2' }]);
  });

  it('never begin two chains: one with another key, or none, is told to take the first one', async () => {
    const first = await Promise.allSettled([recordEvent(one, event()), recordEvent(two, event())]);
    const [refused, ...others] = first.filter(({ status }) => status === 'rejected');
    expect(others).toEqual([]);
    expect(refused).toMatchObject({ reason: expect.any(AuditUnwritable) });
    expect(refused).toMatchObject({ reason: { message: expect.stringMatching(/chép key\/audit\.key/) } });
    const third = await openState(join(root, 'three'));
    await expect(recordEvent(third, event())).rejects.toThrow(/Thiếu khóa/);
    await third.destroy();
    expect(await postgres.run('select count(*)::int as count from audit')).toMatchObject({
      rows: [{ count: 1 }],
    });
  });

  it('go on after one of them has archived', async () => {
    await recordMany(one, 3);
    shareKey();
    await archiveBefore(one, new Date(Date.now() + 1000), 'An');
    await recordMany(two, 1);
    expect(await verifyAudit(two)).toMatchObject({ passed: true, first: 4, entries: 2 });
  });

  it('are told where the note of their own entries is gone', async () => {
    await recordMany(one, 2);
    shareKey();
    expect((await verifyAudit(two)).passed).toBe(true);
    writeFileSync(join(root, 'one', 'private', 'audit-shared.anchor'), '');
    expect((await verifyAudit(one)).faults).toEqual([{ kind: 'anchor', seq: 2, found: '–' }]);
  });

  it('begin their chain beside the one that a server wrote before by itself', async () => {
    const alone = await openState(join(root, 'one'), null);
    await recordMany(alone, 5);
    await recordMany(one, 1);
    expect(await verifyAudit(one)).toMatchObject({ passed: true, entries: 1 });
    expect(await verifyAudit(alone)).toMatchObject({ passed: true, entries: 5 });
    await alone.destroy();
  });

  it('cannot empty the audit', async () => {
    await recordMany(one, 1);
    await expect(postgres.run('truncate audit')).rejects.toThrow('the audit is never emptied');
  });
});

describe('a database that is away', () => {
  it('is told from a question that fails', async () => {
    const nowhere = new pg.Client('postgres://a@127.0.0.1:9/x');
    expect(await nowhere.connect().then(() => null, isAway)).toBe(true);
    expect(isAway(Object.assign(new Error('shutting down'), { code: '57P01' }))).toBe(true);
    expect(await postgres.run('select nothing').then(() => null, isAway)).toBe(false);
    expect(isAway(new Error('another fault'))).toBe(false);
  });
});

describe('the address of the state', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'address-')), 'url');
  const read = (text: string) => {
    writeFileSync(file, text);
    return stateUrl({ STATE_URL_FILE: file });
  };
  afterAll(() => rmSync(join(file, '..'), { recursive: true }));

  it('is none by default, and otherwise what stands in the file', () => {
    expect(stateUrl({})).toBeNull();
    expect(read('postgres://a:b@127.0.0.1/state\n')).toBe('postgres://a:b@127.0.0.1/state');
    expect(read('postgresql://a:b@db.tinh.local/state?sslmode=verify-full')).toContain('verify-full');
  });

  it.each([
    '',
    'mysql://a:geheim@127.0.0.1/x',
    'postgres://a:geheim@db.tinh.local/state',
    'postgres://a:geheim@10.0.0.8/state?sslmode=require',
  ])('is refused without being told: %s', (text) => {
    expect(() => read(text)).toThrow(BadStateUrl);
    expect(() => read(text)).not.toThrow(/geheim/);
  });

  it('is refused when the file is not there, and when nobody answers', async () => {
    expect(() => stateUrl({ STATE_URL_FILE: '/nowhere/url' })).toThrow(/không đọc được tệp/);
    const opening = openState(tmpdir(), 'postgres://a:geheim@127.0.0.1:9/state');
    await expect(opening).rejects.toThrow('127.0.0.1:9/state');
    await expect(opening).rejects.not.toThrow(/geheim/);
  });
});

// What holds for the state in a file holds here too, by the same statements.
await import('../people/sessions.test.ts');
await import('../people/sign-in.test.ts');
await import('../people/tokens.test.ts');
await import('../audit/archive.test.ts');
