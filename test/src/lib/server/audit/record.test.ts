import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditKeyPath } from '../../../../../src/lib/server/audit/key.ts';
import { AuditUnwritable, recordEvent } from '../../../../../src/lib/server/audit/record.ts';
import { verifyAudit } from '../../../../../src/lib/server/audit/verify.ts';
import { stateUrl } from '../../../../../src/lib/server/state/url.ts';
import { startProgram } from '../../../../support/command.ts';
import { event, ownState, recordMany, runStatements } from './support.ts';

const own = ownState();

describe('recording an event', () => {
  it('numbers the entries and binds each to the one before', async () => {
    const first = await recordEvent(own.state, event({ actor: 'An', address: '127.0.0.1', session: 's1' }));
    const second = await recordEvent(own.state, event({ detail: { b: 1, a: [true, null, 'x'] } }));
    expect(first).toMatchObject({ seq: 1, previous_hash: '0'.repeat(64), session: 's1' });
    expect(second).toMatchObject({
      seq: 2,
      previous_hash: first.hash,
      detail: '{"a":[true,null,"x"],"b":1}',
    });
    expect(await own.state.selectFrom('audit').selectAll().orderBy('seq').execute()).toEqual([first, second]);
  });

  it('makes a key of its own that only this user can read', async () => {
    await recordEvent(own.state, event());
    expect(statSync(auditKeyPath(own.dataDir)).mode & 0o777).toBe(0o600);
  });

  it('makes characters harmless that act on a terminal or on the order of reading', async () => {
    const row = await recordEvent(
      own.state,
      event({
        actor: 'A\r\nB\u0000',
        object: '\u001b[31m\u202egnp\ud800',
        detail: { text: 'a\u2028b\u200bc\n', đường: 'Nguyễn' },
      }),
    );
    expect(row.actor).toBe('A\\u000d\\u000aB\\u0000');
    expect(row.object).toBe('\\u001b[31m\\u202egnp\\ud800');
    expect(row.detail).not.toMatch(/\p{C}/u);
    expect(JSON.parse(row.detail)).toEqual({ text: 'a\u2028b\u200bc\n', đường: 'Nguyễn' });
    expect((await verifyAudit(own.state)).passed).toBe(true);
  });

  it('keeps a query whole with its hash, and bounds every other text', async () => {
    const sql = `select '${'đ'.repeat(15_000)}'`;
    const row = await recordEvent(
      own.state,
      event({ action: 'query', object: 'o'.repeat(900), detail: { sql, note: 'n'.repeat(9000) } }),
    );
    const detail: Record<string, string> = JSON.parse(row.detail);
    expect(detail['sql']).toBe(sql);
    expect(detail['sql_sha256']).toBe(createHash('sha256').update(sql).digest('hex'));
    expect(detail['note']).toBe(`${'n'.repeat(2000)}…`);
    expect(row.object).toHaveLength(501);
  });

  it('stays one chain when several processes write at once', async () => {
    const program = join(import.meta.dirname, 'many-events.ts');
    const ends = await Promise.all(
      ['a', 'b', 'c'].map((actor) => startProgram([program, actor, '40'], { dataDir: own.dataDir }).ended),
    );
    await recordMany(own.state, 3);
    expect(ends).toEqual([1, 2, 3].map(() => ({ code: 0, stdout: '', stderr: '' })));
    const check = await verifyAudit(own.state);
    expect(check).toMatchObject({ passed: true, entries: 123, first: 1, head: { seq: 123 } });
    expect(check.anchor).toEqual(check.head);
  });

  it('takes many at the same time in one process', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => recordEvent(own.state, event({ object: String(i) }))),
    );
    expect(await verifyAudit(own.state)).toMatchObject({ passed: true, entries: 50 });
  });

  it('refuses when the key is gone, and makes no other', async () => {
    await recordMany(own.state, 1);
    rmSync(auditKeyPath(own.dataDir));
    await expect(recordEvent(own.state, event())).rejects.toThrow(AuditUnwritable);
    expect(existsSync(auditKeyPath(own.dataDir))).toBe(false);
  });

  it('refuses when the key is none', async () => {
    mkdirSync(join(own.dataDir, 'key'));
    writeFileSync(auditKeyPath(own.dataDir), 'abcd\n');
    await expect(recordEvent(own.state, event())).rejects.toThrow('audit.key');
  });

  it('refuses when the note outside the table cannot be written', async () => {
    mkdirSync(join(own.dataDir, 'private', 'audit.anchor'));
    await expect(recordEvent(own.state, event())).rejects.toThrow(AuditUnwritable);
  });

  it('goes on after a refusal', async () => {
    await recordMany(own.state, 1);
    const key = readFileSync(auditKeyPath(own.dataDir));
    rmSync(auditKeyPath(own.dataDir));
    await expect(recordEvent(own.state, event())).rejects.toThrow(AuditUnwritable);
    writeFileSync(auditKeyPath(own.dataDir), key);
    expect(await recordEvent(own.state, event())).toMatchObject({ seq: 2 });
  });
});

describe('the table of the audit', () => {
  it.each([
    ['a change', `update audit set actor = 'B' where seq = 1`],
    ['a deletion', 'delete from audit where seq = 2'],
    ['an entry put before another', 'insert into audit select * from audit where seq = 1'],
  ])('refuses %s', async (_, statement) => {
    await recordMany(own.state, 2);
    expect(() => runStatements(own.dataDir, statement)).toThrow('audit');
    expect((await verifyAudit(own.state)).passed).toBe(true);
  });

  // A statement that only SQLite has.
  if (stateUrl() === null) {
    it('refuses an entry put over another', async () => {
      await recordMany(own.state, 2);
      const statement = 'insert or replace into audit select * from audit where seq = 1';
      expect(() => runStatements(own.dataDir, statement)).toThrow('audit');
    });
  }
});
