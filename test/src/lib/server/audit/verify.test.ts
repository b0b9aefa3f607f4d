import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anchorPath } from '../../../../../src/lib/server/audit/anchor.ts';
import { auditKeyPath } from '../../../../../src/lib/server/audit/key.ts';
import { AuditUnwritable, recordEvent } from '../../../../../src/lib/server/audit/record.ts';
import { verifyAudit } from '../../../../../src/lib/server/audit/verify.ts';
import { event, ownState, recordMany, tamper } from './support.ts';

const own = ownState();

async function faultsAfter(...statements: string[]) {
  tamper(own.dataDir, ...statements);
  const { passed, faults } = await verifyAudit(own.state);
  return { passed, faults: faults.map(({ kind, seq }) => `${kind} ${seq}`) };
}

describe('the check of the audit', () => {
  it('passes where nothing was ever written down', async () => {
    expect(await verifyAudit(own.state)).toMatchObject({ passed: true, entries: 0, head: null });
  });

  it('passes an audit as it was written, and tells its head', async () => {
    await recordMany(own.state, 70);
    const { hash } = await recordEvent(own.state, event());
    expect(await verifyAudit(own.state)).toEqual({
      passed: true,
      entries: 71,
      first: 1,
      head: { seq: 71, hash },
      anchor: { seq: 71, hash },
      faults: [],
    });
  });

  it.each(['at', 'actor', 'session', 'address', 'action', 'object', 'verdict', 'detail', 'previous_hash'])(
    'finds a changed %s',
    async (column) => {
      await recordMany(own.state, 5);
      const { faults } = await faultsAfter(`update audit set ${column} = 'x' where seq = 3`);
      expect(faults).toContain('changed 3');
    },
  );

  it('finds an entry taken out of the middle', async () => {
    await recordMany(own.state, 5);
    expect(await faultsAfter('delete from audit where seq = 3')).toEqual({
      passed: false,
      faults: ['missing 4', 'changed 3'],
    });
  });

  it('finds a gap that was closed by numbering anew', async () => {
    await recordMany(own.state, 5);
    const { faults } = await faultsAfter(
      'delete from audit where seq = 3',
      'update audit set seq = 3 where seq = 4',
      'update audit set seq = 4 where seq = 5',
    );
    expect(faults).toEqual(expect.arrayContaining(['changed 3', 'changed 4', 'cut 5']));
  });

  it('finds two entries that changed places', async () => {
    await recordMany(own.state, 5);
    const { faults } = await faultsAfter(
      'update audit set seq = -1 where seq = 2',
      'update audit set seq = 2 where seq = 4',
      'update audit set seq = 4 where seq = -1',
    );
    expect(faults).toEqual(expect.arrayContaining(['changed 2', 'changed 4', 'bound 3', 'bound 5']));
  });

  it('finds an entry put in that this program did not write', async () => {
    await recordMany(own.state, 2);
    const { faults } = await faultsAfter(
      `insert into audit select 3, at, 'B', session, address, action, object, verdict, detail, hash, hash from audit where seq = 2`,
    );
    expect(faults).toEqual(['changed 3']);
  });

  it('finds the beginning cut off', async () => {
    await recordMany(own.state, 5);
    expect((await faultsAfter('delete from audit where seq < 3')).faults).toContain('start 3');
  });

  it('finds the end cut off, even a single entry', async () => {
    await recordMany(own.state, 5);
    expect(await faultsAfter('delete from audit where seq = 5')).toEqual({
      passed: false,
      faults: ['cut 5'],
    });
  });

  it('finds everything taken away', async () => {
    await recordMany(own.state, 5);
    rmSync(anchorPath(own.dataDir));
    expect(await faultsAfter('delete from audit')).toEqual({ passed: false, faults: ['cut 1'] });
  });

  it('finds the note outside the table gone or written by somebody else', async () => {
    await recordMany(own.state, 5);
    const noted = readFileSync(anchorPath(own.dataDir), 'latin1');
    writeFileSync(anchorPath(own.dataDir), noted.replace(/[0-9a-f]{32}(?= *\n)/g, '0'.repeat(32)));
    expect((await faultsAfter()).faults).toEqual(['anchor 5']);
    rmSync(anchorPath(own.dataDir));
    expect((await faultsAfter()).faults).toEqual(['anchor 5']);
  });

  it('passes where more was written since the note was read than the note holds, as in a backup', async () => {
    await recordMany(own.state, 3);
    const noted = readFileSync(anchorPath(own.dataDir));
    await recordMany(own.state, 100);
    writeFileSync(anchorPath(own.dataDir), noted);
    expect((await verifyAudit(own.state)).faults).toEqual([]);
    const { faults } = await faultsAfter("update audit set hash = 'x' where seq = 2");
    expect(faults.filter((fault) => fault === 'changed 2')).toHaveLength(2);
  });

  it('finds by a head kept on paper that table and note were both put back to an older state', async () => {
    await recordMany(own.state, 3);
    const noted = readFileSync(anchorPath(own.dataDir));
    await recordMany(own.state, 2);
    const { head } = await verifyAudit(own.state);
    writeFileSync(anchorPath(own.dataDir), noted);
    tamper(own.dataDir, 'delete from audit where seq > 3');
    expect((await verifyAudit(own.state)).passed).toBe(true);
    const heads = head ? [head] : [];
    expect((await verifyAudit(own.state, heads)).faults).toMatchObject([{ kind: 'cut', seq: 5 }]);
  });

  it('finds a cut after which the program went on writing', async () => {
    await recordMany(own.state, 5);
    tamper(own.dataDir, 'delete from audit where seq > 3');
    await recordMany(own.state, 70);
    expect((await faultsAfter()).faults).toEqual(['missing 6']);
  });

  it('finds by a head kept on paper that other entries were written in their place', async () => {
    await recordMany(own.state, 3);
    const noted = readFileSync(anchorPath(own.dataDir));
    const { hash } = await recordEvent(own.state, event({ object: 'what shall not be known' }));
    tamper(own.dataDir, 'delete from audit where seq = 4');
    writeFileSync(anchorPath(own.dataDir), noted);
    await recordMany(own.state, 1);
    expect((await verifyAudit(own.state)).passed).toBe(true);
    expect((await verifyAudit(own.state, [{ seq: 4, hash }])).faults).toMatchObject([
      { kind: 'changed', seq: 4 },
    ]);
  });

  it('cannot be done without the key', async () => {
    await recordMany(own.state, 1);
    rmSync(auditKeyPath(own.dataDir));
    await expect(verifyAudit(own.state)).rejects.toThrow(AuditUnwritable);
  });
});
