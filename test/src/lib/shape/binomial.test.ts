import { describe, expect, it } from 'vitest';
import { atMost, chanceBelow, limitsAt, lowerLimit, placeOf } from '$lib/shape/binomial';

describe('atMost', () => {
  it('agrees with the printed table of the binomial distribution', () => {
    // Cumulative binomial probabilities to four places, p = 0.9: n = 10 and n = 20.
    expect(atMost(5, 10, 0.9)).toBeCloseTo(0.0016, 4);
    expect(atMost(6, 10, 0.9)).toBeCloseTo(0.0128, 4);
    expect(atMost(7, 10, 0.9)).toBeCloseTo(0.0702, 4);
    expect(atMost(12, 20, 0.9)).toBeCloseTo(0.0004, 4);
    expect(atMost(13, 20, 0.9)).toBeCloseTo(0.0024, 4);
    expect(atMost(14, 20, 0.9)).toBeCloseTo(0.0113, 4);
    expect(atMost(15, 20, 0.9)).toBeCloseTo(0.0432, 4);
  });

  it('is worked out by hand for two trials, and at the ends', () => {
    expect(atMost(0, 2, 0.5)).toBeCloseTo(0.25, 12);
    expect(atMost(1, 2, 0.5)).toBeCloseTo(0.75, 12);
    expect([atMost(-1, 2, 0.5), atMost(2, 2, 0.5), atMost(0, 2, 0), atMost(1, 2, 1)]).toEqual([0, 1, 1, 0]);
  });

  it('holds for thousands of trials, where single probabilities vanish', () => {
    expect(atMost(4499, 5000, 0.9)).toBeGreaterThan(0.45);
    expect(atMost(4499, 5000, 0.9)).toBeLessThan(0.5);
    expect(atMost(0, 5000, 0.9)).toBe(0);
  });
});

describe('limits', () => {
  it('lie between the counts that the table parts', () => {
    // n = 20, p = 0.9: P(X <= 12) = 0.0004 is under 0.001, P(X <= 13) = 0.0024 is not: between 12/20 and 13/20.
    const limits = limitsAt(20, 0.9);
    expect(limits.outerLow).toBeGreaterThan(12 / 20);
    expect(limits.outerLow).toBeLessThanOrEqual(13 / 20);
    // P(X <= 14) = 0.0113 is under 0.025, P(X <= 15) = 0.0432 is not.
    expect(limits.innerLow).toBeGreaterThan(14 / 20);
    expect(limits.innerLow).toBeLessThanOrEqual(15 / 20);
    // All 20 on time: 0.9 ^ 20 = 0.1216: no upper limit within reach.
    expect(limits.outerHigh).toBe(1);
  });

  it('interpolate between two counts as the source does', () => {
    // n = 2, p = 0.5, tail 0.5: the least count with P >= 0.5 is 1 (0.75); (0.75 - 0.5) / (0.75 - 0.25) = 0.5.
    expect(lowerLimit(2, 0.5, 0.5)).toBeCloseTo((1 - 0.5) / 2, 12);
  });

  it('are the common rate itself where every duty was on time, or none', () => {
    expect(limitsAt(7, 1)).toMatchObject({ outerLow: 1, innerLow: 1, innerHigh: 1, outerHigh: 1 });
    expect(limitsAt(7, 0)).toMatchObject({ outerLow: 0, innerLow: 0, innerHigh: 0, outerHigh: 0 });
  });

  it('tell the same as the exact place of every count', () => {
    for (const rate of [0.5, 0.893, 0.97]) {
      for (let trials = 1; trials <= 90; trials += 1) {
        const { outerLow, outerHigh } = limitsAt(trials, rate);
        for (let successes = 0; successes <= trials; successes += 1) {
          const place = placeOf(successes, trials, rate);
          expect([place === 'below', place === 'above']).toEqual([
            successes / trials < outerLow - 1e-9,
            successes / trials > outerHigh + 1e-9,
          ]);
        }
      }
    }
  });
});

describe('placeOf', () => {
  it('never shames a small organisation for one late duty', () => {
    expect(placeOf(0, 1, 0.9)).toBe('within');
    expect(placeOf(1, 2, 0.9)).toBe('within');
    expect(placeOf(4, 5, 0.9)).toBe('within');
  });

  it('parts what is rare from what is hardly possible', () => {
    expect([12, 13, 14, 15, 20].map((count) => placeOf(count, 20, 0.9))).toEqual([
      'below',
      'low',
      'low',
      'within',
      'within',
    ]);
    // 0.5 ^ 20 is under a millionth; 0.5 ^ 6 = 0.0156 lies between 0.001 and 0.025.
    expect([placeOf(20, 20, 0.5), placeOf(6, 6, 0.5)]).toEqual(['above', 'high']);
  });

  it('is ordinary for all where the common rate is 100 % or 0 %', () => {
    expect([placeOf(9, 9, 1), placeOf(0, 9, 0)]).toEqual(['within', 'within']);
  });
});

it('says how probable it is to fall below the outer limit by chance', () => {
  // The least ordinary count of 20 at 0.9 is 13: P(X <= 12) = 0.000416.
  expect(chanceBelow(20, 0.9)).toBeCloseTo(0.000416, 6);
  // 0.1 and 0.01 are not under 0.001: one or two duties can never be below.
  expect([chanceBelow(1, 0.9), chanceBelow(2, 0.9)]).toEqual([0, 0]);
});
