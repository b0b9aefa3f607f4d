import { afterEach, describe, expect, it } from 'vitest';
import { houseDay, houseTime, startOfHouseDay } from '../../warehouse/house-time.ts';

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

describe.each(['UTC', 'Asia/Ho_Chi_Minh', 'America/Los_Angeles'])('on a machine in %s', (machine) => {
  it.each([
    ['2026-10-31T16:59:59Z', '2026-10-31', '23:59'],
    ['2026-10-31T17:00:00Z', '2026-11-01', '00:00'],
    ['2026-01-01T07:05:00Z', '2026-01-01', '14:05'],
  ])('%s is %s %s in Vietnam', (moment, day, time) => {
    process.env.TZ = machine;
    const at = new Date(moment);
    expect([houseDay(at), houseTime(at)]).toEqual([day, time]);
  });

  it('a day begins at midnight in Vietnam, and what is no day has no beginning', () => {
    process.env.TZ = machine;
    expect(startOfHouseDay('2026-11-01').toISOString()).toBe('2026-10-31T17:00:00.000Z');
    for (const text of ['2026-02-30', '2026-1-1', 'today', ''])
      expect(startOfHouseDay(text).getTime(), text).toBeNaN();
  });
});
