import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditKey, auditKeyPath, AuditUnwritable } from '../../../../../src/lib/server/audit/key.ts';
import { factorOf, proposeFactor, takeCode } from '../../../../../src/lib/server/people/second-factor.ts';
import { openedFactor, sealedFactor } from '../../../../../src/lib/server/state/factor-seal.ts';
import { useWorld } from '../people/support.ts';

const world = useWorld();
const name = 'Nguyễn An';
/** Appendix B of RFC 6238: at second 59 its code is 287082. */
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const atSecond59 = () => ({ ...world(), now: () => new Date(59_000) });
const makeKey = () => auditKey(world().dataDir, { makeNew: true });

/** What an older program has left. */
const leave = () =>
  world()
    .state.insertInto('second_factors')
    .values({ name, key, is_sealed: 0, confirmed_at: '2026-11-01T00:00:00Z', last_step: 0 })
    .execute();

/** Whether any file of the state has a text in it. */
function isWritten(text: string): boolean {
  const folder = join(world().dataDir, 'private');
  return readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(text));
}

describe('the key of a second factor', () => {
  it('opens for its own account under the key of the audit, and for nobody else', () => {
    makeKey();
    const { dataDir } = world();
    const rest = { is_sealed: 1, confirmed_at: null, last_step: 0 };
    const sealed = sealedFactor(dataDir, name, key);
    expect(sealed).not.toContain(key);
    expect(sealedFactor(dataDir, name, key)).not.toBe(sealed);
    expect(openedFactor(dataDir, { ...rest, name, key: sealed })).toBe(key);
    expect(() => openedFactor(dataDir, { ...rest, name: 'Trần Bình', key: sealed })).toThrow(AuditUnwritable);
    writeFileSync(auditKeyPath(dataDir), randomBytes(32).toString('hex'));
    expect(() => openedFactor(dataDir, { ...rest, name, key: sealed })).toThrow(/user reset/);
  });

  it('stands in no file of the state, whoever made it', async () => {
    makeKey();
    await leave();
    expect(isWritten(key)).toBe(true);
    await world().restart();
    expect(isWritten(key)).toBe(false);
    expect(await takeCode(atSecond59(), name, '287082')).toBe(true);
    await proposeFactor(world(), 'Trần Bình');
    const proposed = await factorOf(world(), 'Trần Bình');
    if (!proposed) throw new Error('It was proposed.');
    expect(isWritten(openedFactor(world().dataDir, proposed))).toBe(false);
  });

  it('left by an older program goes on while the key of the audit is away, and is sealed once it is there', async () => {
    await leave();
    await world().restart();
    expect(existsSync(auditKeyPath(world().dataDir))).toBe(false);
    expect(await takeCode(atSecond59(), name, '287082')).toBe(true);
    makeKey();
    await world().restart();
    expect(await factorOf(world(), name)).toMatchObject({ is_sealed: 1 });
  });

  it('is not proposed while the key of the audit is away', async () => {
    await expect(proposeFactor(world(), name)).rejects.toBeInstanceOf(AuditUnwritable);
  });
});
