import { describe, expect, it } from 'vitest';
import { checkFurther, checkWhole } from '../../../../../src/lib/server/audit/lately.ts';
import { recordEvent } from '../../../../../src/lib/server/audit/record.ts';
import { event, ownState, recordMany, tamper } from './support.ts';

const own = ownState();
const noon = new Date('2026-11-02T12:00:00Z');

describe('a check that was whole once', () => {
  it('is followed further, and tells when it was whole', async () => {
    expect(await checkFurther(own.state)).toBeNull();
    await recordMany(own.state, 70);
    expect(await checkWhole(own.state, noon)).toMatchObject({ passed: true, entries: 70, wholeAt: noon });
    for (const entries of [71, 72]) {
      await recordEvent(own.state, event());
      const [one, other] = await Promise.all([checkFurther(own.state), checkFurther(own.state)]);
      expect(one).toMatchObject({ passed: true, entries, first: 1, head: { seq: entries }, wholeAt: noon });
      expect(other).toEqual(one);
    }
  });

  it('finds what is wrong with later entries, and is not gone on from then', async () => {
    await recordMany(own.state, 5);
    await checkWhole(own.state, noon);
    await recordMany(own.state, 3);
    tamper(own.dataDir, `update audit set actor = 'x' where seq = 7`);
    expect(await checkFurther(own.state)).toMatchObject({
      passed: false,
      faults: [{ kind: 'changed', seq: 7 }],
    });
    expect(await checkFurther(own.state)).toBeNull();
  });

  it('finds the end cut off since', async () => {
    await recordMany(own.state, 5);
    await checkWhole(own.state, noon);
    await recordMany(own.state, 3);
    tamper(own.dataDir, 'delete from audit where seq = 8');
    expect(await checkFurther(own.state)).toMatchObject({ faults: [{ kind: 'cut', seq: 8 }] });
  });

  it.each([
    'delete from audit where seq >= 5',
    'delete from audit where seq = 1',
    `update audit set hash = 'x' where seq = 5`,
  ])('is not gone on from when its ends are not there any more: %s', async (statement) => {
    await recordMany(own.state, 5);
    await checkWhole(own.state, noon);
    tamper(own.dataDir, statement);
    expect(await checkFurther(own.state)).toBeNull();
    expect((await checkWhole(own.state, noon)).passed).toBe(false);
  });

  it('tells nothing of a change further back: that takes a whole check', async () => {
    await recordMany(own.state, 5);
    await checkWhole(own.state, noon);
    tamper(own.dataDir, `update audit set actor = 'x' where seq = 3`);
    expect(await checkFurther(own.state)).toMatchObject({ passed: true, wholeAt: noon });
    expect((await checkWhole(own.state, noon)).faults).toEqual([
      { kind: 'changed', seq: 3, found: expect.any(String) },
    ]);
  });
});
