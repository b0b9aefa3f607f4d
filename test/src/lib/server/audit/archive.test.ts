import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  archiveBefore,
  AuditBroken,
  archiveFolder,
  restartAudit,
} from '../../../../../src/lib/server/audit/archive.ts';
import { auditKeyPath } from '../../../../../src/lib/server/audit/key.ts';
import { keepMonths, monthsBefore, setKeepMonths } from '../../../../../src/lib/server/audit/retention.ts';
import { verifyAudit } from '../../../../../src/lib/server/audit/verify.ts';
import { ownState, recordMany, tamper } from './support.ts';

const own = ownState();
const later = () => new Date(Date.now() + 60_000);

async function table() {
  return own.state.selectFrom('audit').select(['seq', 'action', 'hash']).orderBy('seq').execute();
}

describe('archiving the oldest part', () => {
  it('carries it into a file with its closing hash, and the chain goes on from there', async () => {
    await recordMany(own.state, 3);
    const [, , third] = await table();
    const archive = await archiveBefore(own.state, later(), 'os:root');
    expect(archive).toMatchObject({ entries: 3, through: 3, closing_hash: third?.hash });
    const text = readFileSync(join(archiveFolder(own.dataDir), 'audit-1-3.ndjson'), 'utf8');
    const lines = text.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ closing: { seq: 3, hash: third?.hash } });
    expect(createHash('sha256').update(text).digest('hex')).toBe(archive?.sha256);
    expect((await table()).map(({ seq, action }) => [seq, action])).toEqual([[4, 'audit_archive']]);
    await recordMany(own.state, 2);
    expect(await verifyAudit(own.state, [{ seq: 3, hash: third?.hash ?? '' }])).toMatchObject({
      passed: true,
      first: 4,
      entries: 3,
    });
  });

  it('takes nothing while nothing is so old', async () => {
    await recordMany(own.state, 2);
    expect(await archiveBefore(own.state, new Date(0), 'os:root')).toBeNull();
    expect(await table()).toHaveLength(2);
  });

  it('can be done again and again', async () => {
    await recordMany(own.state, 2);
    await archiveBefore(own.state, later(), 'os:root');
    await recordMany(own.state, 2);
    await archiveBefore(own.state, later(), 'os:root');
    expect(await verifyAudit(own.state)).toMatchObject({ passed: true, first: 6, entries: 1 });
  });

  it('leaves a whole audit when it was ended before the entries were taken out', async () => {
    await recordMany(own.state, 3);
    const rows = await own.state.selectFrom('audit').selectAll().execute();
    await archiveBefore(own.state, later(), 'os:root');
    const later4 = await own.state.selectFrom('audit').selectAll().execute();
    tamper(own.dataDir, 'delete from audit');
    for (const row of [...rows, ...later4]) await own.state.insertInto('audit').values(row).execute();
    expect((await verifyAudit(own.state)).passed).toBe(true);
  });

  it('is refused for an audit that is not whole', async () => {
    await recordMany(own.state, 3);
    tamper(own.dataDir, `update audit set actor = 'B' where seq = 2`);
    await expect(archiveBefore(own.state, later(), 'os:root')).rejects.toThrow(AuditBroken);
    expect(await table()).toHaveLength(3);
  });

  it('is found changed, but may be carried away', async () => {
    await recordMany(own.state, 3);
    await archiveBefore(own.state, later(), 'os:root');
    const path = join(archiveFolder(own.dataDir), 'audit-1-3.ndjson');
    chmodSync(path, 0o600);
    appendFileSync(path, ' ');
    expect((await verifyAudit(own.state)).faults).toMatchObject([{ kind: 'archive', seq: 4 }]);
    rmSync(path);
    expect((await verifyAudit(own.state)).passed).toBe(true);
  });

  it('hides no entry that was taken out beside it', async () => {
    await recordMany(own.state, 3);
    await archiveBefore(own.state, later(), 'os:root');
    await recordMany(own.state, 2);
    tamper(own.dataDir, 'delete from audit where seq = 4');
    expect((await verifyAudit(own.state)).passed).toBe(false);
  });
});

describe('how long entries are kept', () => {
  it('is for ever until it is set, and setting it is an entry', async () => {
    expect(keepMonths(own.dataDir)).toBeNull();
    await setKeepMonths(own.state, 24, 'os:root');
    expect(keepMonths(own.dataDir)).toBe(24);
    await setKeepMonths(own.state, null, 'os:root');
    expect(keepMonths(own.dataDir)).toBeNull();
    const rows = await own.state.selectFrom('audit').select(['action', 'detail']).orderBy('seq').execute();
    expect(rows).toEqual([
      { action: 'setting', detail: '{"before":null,"keep_months":24}' },
      { action: 'setting', detail: '{"before":24,"keep_months":null}' },
    ]);
    expect(monthsBefore(new Date('2026-11-23T00:00:00Z'), 24).toISOString().slice(0, 10)).toBe('2024-11-23');
  });
});

describe('a new chain', () => {
  it('is begun where the key is lost, says so, and cannot be begun while it is there', async () => {
    await recordMany(own.state, 3);
    await expect(restartAudit(own.state, 'os:root')).rejects.toThrow(AuditBroken);
    rmSync(auditKeyPath(own.dataDir));
    expect(await restartAudit(own.state, 'os:root')).toMatchObject({ entries: 3, through: 3 });
    await recordMany(own.state, 1);
    expect((await table()).map(({ seq, action }) => [seq, action])).toEqual([
      [4, 'audit_restart'],
      [5, 'sign_in'],
    ]);
    expect((await verifyAudit(own.state)).passed).toBe(true);
  });
});
