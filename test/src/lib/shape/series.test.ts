import { describe, expect, it } from 'vitest';
import { monthSeries, rollingRatio, rollingSum, seriesByKey } from '$lib/shape/series';

const row = (month: string, type: string | null, value: number | null) => ({
  month: `${month}-01`,
  type,
  value,
  numerator: value,
  denominator: value === null ? null : 10,
});
const months = ['2026-07', '2026-08', '2026-09', '2026-10'];

describe('seriesByKey', () => {
  it('fills months without a row, at their place in time', () => {
    const rows = [row('2026-07', 'agency', 4), row('2026-10', 'agency', 6), row('2026-09', 'other', 1)];
    expect(seriesByKey(rows, { months, key: 'type', empty: 0 })).toEqual([
      { key: 'agency', values: [4, 0, 0, 6] },
      { key: 'other', values: [0, 0, 1, 0] },
    ]);
  });

  it('tells a month without a row from a month whose rate is of nothing', () => {
    const rows = [row('2026-08', 'agency', null), row('2026-09', 'agency', 3)];
    expect(seriesByKey(rows, { months, key: 'type', empty: 0 })[0]?.values).toEqual([0, null, 3, 0]);
  });

  it('takes numerators and denominators as well, and leaves other months out', () => {
    const rows = [row('2026-06', 'agency', 9), row('2026-08', 'agency', 3)];
    const plan = { months, key: 'type', empty: null, measure: 'denominator' } as const;
    expect(seriesByKey(rows, plan)).toEqual([{ key: 'agency', values: [null, 10, null, null] }]);
  });

  it('keeps rows without a type under a key of their own', () => {
    expect(seriesByKey([row('2026-07', null, 2)], { months, key: 'type', empty: 0 })[0]?.key).toBe('null');
  });

  it('is empty without rows', () => {
    expect(seriesByKey([] as ReturnType<typeof row>[], { months, key: 'type', empty: 0 })).toEqual([]);
  });
});

describe('monthSeries', () => {
  it('gives one value a month, null where there is no row', () => {
    expect(monthSeries([row('2026-10', null, 6), row('2026-08', null, 5)], months)).toEqual([
      null,
      5,
      null,
      6,
    ]);
  });
});

describe('rolling figures', () => {
  it('sums the last months, once as many have passed', () => {
    expect(rollingSum([1, 2, null, 4], 3)).toEqual([null, null, 3, 6]);
    expect(rollingSum([], 3)).toEqual([]);
  });

  it('divides sums, not rates', () => {
    // 1/1 and 0/9 are 1 of 10 together, not one half.
    expect(rollingRatio([1, 0], [1, 9], 2)).toEqual([null, 0.1]);
  });

  it('has no rate of nothing', () => {
    expect(rollingRatio([0, 0], [0, 0], 2)).toEqual([null, null]);
  });
});
