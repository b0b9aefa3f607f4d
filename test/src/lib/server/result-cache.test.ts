import { describe, expect, it } from 'vitest';
import { ResultCache } from '../../../../src/lib/server/result-cache';

function counting() {
  let asked = 0;
  return { ask: async () => [{ n: (asked += 1) }], asked: () => asked };
}

describe('kept results', () => {
  it('are asked once, also when asked for at the same time', async () => {
    const cache = new ResultCache(100);
    const { ask, asked } = counting();
    await Promise.all([cache.rows('a', ask), cache.rows('a', ask)]);
    expect(await cache.rows('a', ask)).toEqual([{ n: 1 }]);
    expect(asked()).toBe(1);
  });

  it('leave when there are too many cells, the longest unused first', async () => {
    const cache = new ResultCache(4);
    const [a, b, c] = [counting(), counting(), counting()];
    await cache.rows('a', a.ask);
    await cache.rows('b', b.ask);
    await cache.rows('a', a.ask);
    await cache.rows('c', c.ask);
    await cache.rows('a', a.ask);
    await cache.rows('b', b.ask);
    expect([a.asked(), b.asked(), c.asked()]).toEqual([1, 2, 1]);
  });

  it('are not kept when they failed or are too big', async () => {
    const cache = new ResultCache(4);
    const { ask, asked } = counting();
    await expect(cache.rows('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.rows('a', ask)).toEqual([{ n: 1 }]);
    const big = async () => [...(await ask()), ...Array.from({ length: 9 }, () => ({ n: 0 }))];
    await cache.rows('big', big);
    await cache.rows('big', big);
    expect(asked()).toBe(3);
  });

  it('give each reader an array of its own', async () => {
    const cache = new ResultCache(100);
    const { ask } = counting();
    (await cache.rows('a', ask)).pop();
    expect(await cache.rows('a', ask)).toHaveLength(1);
  });
});
