import { describe, expect, it } from 'vitest';
import {
  lastAtLeastAsExtreme,
  monthsInARow,
  signalAt,
  signalPlaces,
  variationFrom,
  variationOf,
  type Rule,
} from '$lib/shape/variation';

/** Mean 11, eleven steps of 2: reach 5.32, limits 5.68 and 16.32, two thirds of the way 7.4533 and 14.5467. */
const even = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12];

const found = (values: (number | null)[], rule: Rule) =>
  variationOf(values).signals.filter((signal) => signal.rule === rule);
const places = (values: (number | null)[], rule: Rule) => found(values, rule).map(({ index }) => index);

describe('limits', () => {
  it('reach 2.66 mean steps to both sides of the mean', () => {
    const { band, signals, known } = variationOf(even);
    expect(band?.mean).toBe(11);
    expect(band?.low).toBeCloseTo(5.68, 10);
    expect(band?.high).toBeCloseTo(16.32, 10);
    expect({ signals, known }).toEqual({ signals: [], known: 12 });
  });

  it('stay within what the figure can be', () => {
    const counts = [0, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0, 9];
    expect(variationOf(counts).band?.low).toBe(0);
    expect(variationOf(counts, { floor: -Infinity }).band?.low).toBeCloseTo(4.5 - 2.66 * 9, 10);
    const shares = counts.map((value) => value / 10);
    expect(variationOf(shares, { ceiling: 1 }).band?.high).toBe(1);
  });

  it('are of the last 24 months only, and say where those begin', () => {
    const long = [...Array<number>(6).fill(900), ...even, ...even];
    const { band, signals } = variationOf(long);
    expect(band).toMatchObject({ mean: 11, from: 6 });
    expect(signals).toEqual([]);
    expect(variationFrom(variationOf(long), 4).band?.from).toBe(2);
    expect(variationFrom(variationOf(long), 20).band?.from).toBe(0);
  });

  it('are not reckoned from fewer than twelve known months, and then nothing is a signal', () => {
    expect(variationOf(even.slice(1))).toEqual({ band: null, signals: [], known: 11 });
    expect(variationOf([...even.slice(1), null])).toEqual({ band: null, signals: [], known: 11 });
    expect(variationOf([...even.slice(1), null, 90]).band).not.toBeNull();
    expect(variationOf([])).toEqual({ band: null, signals: [], known: 0 });
  });

  it('of a series that never moves have no width, and no month of it is a signal', () => {
    expect(variationOf(Array<number>(12).fill(5))).toMatchObject({ band: { low: 5, high: 5 }, signals: [] });
    expect(variationOf(Array<number>(24).fill(0.1), { ceiling: 1 }).signals).toEqual([]);
    expect(variationOf(Array<number>(14).fill(0)).signals).toEqual([]);
  });

  it('widen as soon as one month differs: a single step among equal months lies outside them', () => {
    // Mean 65/12 = 5.4167, one step of 5 in eleven: reach 1.2091, limits 4.2076 and 6.6258.
    expect(found([...Array<number>(11).fill(5), 10], 'outside')).toMatchObject([{ index: 11, side: 'high' }]);
  });
});

describe('a signal', () => {
  it('is a month outside the limits', () => {
    // Mean 12.5, ten steps of 2 and one of 20: mean step 40/11, reach 9.673, limits 2.827 and 22.173.
    const high = [...even.slice(0, 11), 30];
    expect(found(high, 'outside')).toEqual([{ index: 11, rule: 'outside', side: 'high', months: 1 }]);
    // Mean 127/12 = 10.583, ten steps of 2 and one of 5: reach 6.045, low 4.538: 5 lies inside, 4.5 does not.
    expect(places([...even.slice(0, 11), 5], 'outside')).toEqual([]);
    expect(found([...even.slice(0, 11), 1], 'outside')).toMatchObject([{ side: 'low' }]);
  });

  it('is eight in a row on one side of the mean', () => {
    // Mean of eight 12s and 13s (sum 100) and eight 7s and 8s (sum 60): 10.
    const eight = [12, 13, 12, 13, 12, 13, 12, 13, 7, 8, 7, 8, 7, 8, 7, 8];
    expect(places(eight, 'run')).toEqual([7, 15]);
    expect(places([...eight, 7.5, 7.5], 'run')).toEqual([7, 15, 16, 17]);
    expect(found(eight, 'run')).toMatchObject([
      { side: 'high', months: 8 },
      { side: 'low', months: 8 },
    ]);
    // Seven above (sum 87), one on the mean, seven below (63): the mean is 160 / 16 with the 10 of the last month.
    const seven = [12, 13, 12, 13, 12, 13, 12, 10, 8, 7, 8, 7, 8, 7, 8, 10];
    expect(places(seven, 'run')).toEqual([]);
  });

  it('is no row that a month on the mean or a missing one breaks', () => {
    // 12 and 8 around 10 (mean 10 throughout): four above, a tie, four above is no row of eight.
    const tied = [12, 12, 12, 12, 10, 12, 12, 12, 12, 8, 8, 8, 8, 10, 8, 8, 8, 8];
    expect(places(tied, 'run')).toEqual([]);
    expect(
      places(
        tied.map((value) => (value === 10 ? null : value)),
        'run',
      ),
    ).toEqual([]);
    expect(
      places(
        tied.filter((value) => value !== 10),
        'run',
      ),
    ).toEqual([7, 15]);
  });

  it('is six in a row rising or falling', () => {
    const rising = [10, 12, 10, 12, 10, 12, 9, 10, 11, 12, 13, 14];
    expect(found(rising, 'trend')).toEqual([{ index: 11, rule: 'trend', side: 'high', months: 6 }]);
    expect(found([...rising, 15], 'trend').map(({ months }) => months)).toEqual([6, 7]);
    expect(
      found(
        rising.map((value) => -value),
        'trend',
      ),
    ).toMatchObject([{ index: 11, side: 'low' }]);
  });

  it('is no rise of five, nor one with an equal or a missing month in it', () => {
    expect(places([10, 12, 10, 12, 10, 12, 10, 12, 9, 10, 11, 12, 13, 9], 'trend')).toEqual([]);
    expect(places([12, 10, 12, 10, 12, 10, 9, 10, 11, 11, 12, 13, 14], 'trend')).toEqual([]);
    expect(places([12, 10, 12, 10, 12, 10, 9, 10, 11, null, 12, 13, 14, 15], 'trend')).toEqual([]);
  });

  // Mean 162 / 15 = 10.8, steps 11 x 2 + 5 + 6 + 6 = 39 in 14: reach 7.41, limit 18.21, two thirds of the way 15.74.
  const near = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 16, 10, 16];

  it('is two of three in a row near the same limit', () => {
    expect(variationOf(near).band?.high).toBeCloseTo(18.21, 10);
    expect(found(near, 'near')).toEqual([{ index: 14, rule: 'near', side: 'high', months: 2 }]);
    expect(places([...near.slice(0, 12), 16, 16, 10], 'near')).toEqual([13]);
  });

  it('is not two near the limit with a month missing between or two months between, nor one of them alone', () => {
    expect(places([...near.slice(0, 13), null, 16], 'near')).toEqual([]);
    expect(places([...near.slice(0, 12), 16, 10, 11, 16], 'near')).toEqual([]);
    expect(places([...near.slice(0, 14), 11], 'near')).toEqual([]);
  });

  it('stands under its strongest rule first', () => {
    // Mean (12 x 10 + 7 x 14 + 40) / 20 = 12.9: the last eight lie above it, and 40 outside (steps 4 + 26 in 19).
    const run = [...Array<number>(12).fill(10), ...Array<number>(7).fill(14), 40];
    const last = variationOf(run).signals.filter(({ index }) => index === 19);
    expect(signalPlaces(variationOf(run)).filter((place) => place === 19)).toHaveLength(1);
    expect(last.map(({ rule }) => rule)).toEqual(['outside', 'run']);
    expect(signalAt(variationOf(run), 19)).toMatchObject({ rule: 'outside' });
    expect(signalAt(variationOf(even), 3)).toBeUndefined();
  });

  it('keeps its place when the series is shown from a later month on', () => {
    const shown = variationFrom(variationOf([...even.slice(0, 11), 30]), 10);
    expect(signalPlaces(shown)).toEqual([0, 1]);
    expect(shown.signals).toMatchObject([
      { index: 0, rule: 'run' },
      { index: 1, rule: 'outside' },
    ]);
  });
});

describe('lastAtLeastAsExtreme', () => {
  it('finds the latest earlier month that was as low or as high', () => {
    expect(lastAtLeastAsExtreme([5, 3, 9, 8, 4], 'low')).toBe(1);
    expect(lastAtLeastAsExtreme([5, 9, 3, 4, 8], 'high')).toBe(1);
  });

  it('gives -1 when the last month is beyond all others, null when it is missing', () => {
    expect(lastAtLeastAsExtreme([5, 3, 2], 'low')).toBe(-1);
    expect(lastAtLeastAsExtreme([5, 3, null], 'low')).toBeNull();
    expect(lastAtLeastAsExtreme([], 'high')).toBeNull();
  });
});

describe('monthsInARow', () => {
  it('counts back from the last month until the condition fails', () => {
    const isPositive = (value: number) => value > 0;
    expect(monthsInARow([1, -1, 2, 3], isPositive)).toBe(2);
    expect(monthsInARow([1, -1], isPositive)).toBe(0);
    expect(monthsInARow([1, 2], isPositive)).toBe(2);
  });
});

describe('the least mean', () => {
  const values = [0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 8];
  it('leaves a series below it without limits and signals', () => {
    // The mean is 12 / 12 = 1, with 7 instead of 8 it is 11 / 12.
    expect(variationOf(values, { leastMean: 1 }).band?.mean).toBe(1);
    expect(variationOf([...values.slice(0, -1), 7], { leastMean: 1 })).toEqual({
      band: null,
      signals: [],
      known: 12,
    });
  });
});
