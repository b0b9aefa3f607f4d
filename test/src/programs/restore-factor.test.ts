import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { takeCode } from '../../../src/lib/server/people/second-factor.ts';
import { sealFactors } from '../../../src/lib/server/state/factor-seal.ts';
import { openState } from '../../../src/lib/server/state/open.ts';
import { backup, fresh, ownBackupWorld, place, restore } from './backup-world.ts';

ownBackupWorld();

const name = 'Nguyễn An';
/** A code of the key of RFC 6238, appendix B, and the second of its time. */
const [early, late] = [
  { second: 59, code: '287082' },
  { second: 1_111_111_109, code: '081804' },
];

beforeAll(async () => {
  const state = await openState(place.dataDir);
  const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const row = { name, key, is_sealed: 0, confirmed_at: '2026-01-31T08:00:00Z', last_step: 0 };
  await state.insertInto('second_factors').values(row).execute();
  expect(await sealFactors(state, place.dataDir)).toBe(1);
  await state.destroy();
});

/** Whether a data folder takes a code. Throws where the key of it cannot be opened. */
async function takes(dataDir: string, { second, code }: typeof early): Promise<boolean> {
  const state = await openState(dataDir);
  try {
    return await takeCode({ state, now: () => new Date(second * 1000) }, name, code);
  } finally {
    await state.destroy();
  }
}

describe('a second factor, restored under another path', () => {
  it('takes the codes of the same phone where the keys went along, each once', async () => {
    const [file, target] = [fresh('with-keys'), fresh('elsewhere')];
    await backup(file);
    await restore(file, target);
    expect(await takes(target, { ...early, code: '000000' })).toBe(false);
    expect(await takes(target, early)).toBe(true);
    expect(await takes(target, early)).toBe(false);
    expect(await takes(target, late)).toBe(true);
  });

  it('says which key is missing where none went along, and takes codes once it is there', async () => {
    const [file, target] = [fresh('without-keys'), fresh('elsewhere')];
    await backup(file, false);
    await restore(file, target);
    await expect(takes(target, early)).rejects.toThrow(/audit\.key/);
    cpSync(join(place.dataDir, 'key', 'audit.key'), join(target, 'key', 'audit.key'));
    expect(await takes(target, early)).toBe(true);
  });
});
