import { describe, expect, it } from 'vitest';
import { countContributions, rateContributions, type RatePart } from '$lib/shape/contributions';

/** The same numbers on every run: a small linear congruential generator. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

const total = (found: { items: readonly { change: number }[]; rest: { change: number } }) =>
  found.items.reduce((sum, item) => sum + item.change, 0) + found.rest.change;

describe('parts of a change of counts', () => {
  const parts = [
    { key: 'a', before: 10, now: 13 },
    { key: 'b', before: 4, now: 0 },
    { key: 'c', before: 7, now: 7 },
    { key: 'd', before: 0, now: 1 },
    { key: 'e', before: 5, now: 3 },
  ];

  it('name the largest first, whatever its direction, and put the others together', () => {
    expect(countContributions(parts, 2)).toEqual({
      items: [
        { key: 'b', before: 4, now: 0, change: -4 },
        { key: 'a', before: 10, now: 13, change: 3 },
      ],
      rest: { count: 2, change: -1 },
      change: -2,
    });
  });

  it('never hide one part alone among others, nor list what did not change', () => {
    const found = countContributions(parts, 3);
    expect(found.items.map(({ key }) => key)).toEqual(['b', 'a', 'e', 'd']);
    expect(found.rest).toEqual({ count: 0, change: 0 });
    expect(countContributions([], 3)).toEqual({ items: [], rest: { count: 0, change: 0 }, change: 0 });
  });

  it('add up to the change, on random counts', () => {
    const next = randomNumbers(7);
    for (let round = 0; round < 300; round += 1) {
      const some = Array.from({ length: Math.floor(next() * 20) }, (_, i) => ({
        key: String(i),
        before: Math.floor(next() * 50),
        now: Math.floor(next() * 50),
      }));
      const change = some.reduce((sum, { before, now }) => sum + now - before, 0);
      const found = countContributions(some, 5);
      expect([found.change, total(found)]).toEqual([change, change]);
    }
  });
});

describe('parts of a change of a rate', () => {
  it('are what each rate and each weight changed', () => {
    // Weights 1/2 and 1/2, then 3/4 and 1/4; rates 0.8 and 0.4, then 0.8 and 0.6: from 0.6 to 0.75, middle 0.675.
    const found = rateContributions(
      [
        { key: 'a', before: { part: 8, whole: 10 }, now: { part: 24, whole: 30 } },
        { key: 'b', before: { part: 4, whole: 10 }, now: { part: 6, whole: 10 } },
      ],
      5,
    );
    expect(found?.change).toBeCloseTo(0.15, 12);
    const [b, a] = found?.items ?? [];
    // b by rate: (1/2 + 1/4) / 2 x 0.2 = 0.075; by weight: -1/4 x (0.5 - 0.675) = 0.04375.
    expect(
      [b?.key, b?.byRate, b?.byMix].map((value) => (typeof value === 'number' ? value.toFixed(5) : value)),
    ).toEqual(['b', '0.07500', '0.04375']);
    // a by rate: 0; by weight: 1/4 x (0.8 - 0.675) = 0.03125.
    expect([a?.byRate, a?.byMix?.toFixed(5)]).toEqual([0, '0.03125']);
  });

  it('count a part that is new, or gone, by its weight alone', () => {
    const found = rateContributions(
      [
        { key: 'old', before: { part: 9, whole: 10 }, now: { part: 9, whole: 10 } },
        { key: 'new', before: { part: 0, whole: 0 }, now: { part: 0, whole: 10 } },
      ],
      5,
    );
    expect(found?.change).toBeCloseTo(-0.45, 12);
    expect(found?.items.find(({ key }) => key === 'new')).toMatchObject({ before: null, now: 0, byRate: 0 });
  });

  it('are unknown where nothing was counted on one side', () => {
    const part = { key: 'a', before: { part: 0, whole: 0 }, now: { part: 1, whole: 2 } };
    expect(rateContributions([part], 5)).toBeNull();
    expect(rateContributions([], 5)).toBeNull();
  });

  it('add up to the change of the rate, on random counts', () => {
    const next = randomNumbers(11);
    const side = () => {
      const whole = next() < 0.3 ? 0 : Math.floor(next() * 40);
      return { part: Math.floor(next() * (whole + 1)), whole };
    };
    const rateOf = (parts: RatePart[], when: 'before' | 'now') =>
      parts.reduce((sum, part) => sum + part[when].part, 0) /
      parts.reduce((sum, part) => sum + part[when].whole, 0);
    let compared = 0;
    for (let round = 0; round < 300; round += 1) {
      const parts = Array.from({ length: 1 + Math.floor(next() * 12) }, (_, i) => ({
        key: String(i),
        before: side(),
        now: side(),
      }));
      const found = rateContributions(parts, 4);
      if (!found) continue;
      compared += 1;
      expect(total(found)).toBeCloseTo(rateOf(parts, 'now') - rateOf(parts, 'before'), 10);
      expect(
        found.items.every(({ change, byRate, byMix }) => Math.abs(change - byRate - byMix) < 1e-12),
      ).toBe(true);
    }
    expect(compared).toBeGreaterThan(200);
  });
});
