import { describe, expect, it } from 'vitest';
import { mostOf } from '$lib/shape/most';

const names = (sizes: Record<string, number>) =>
  mostOf(Object.entries(sizes), ([, size]) => size).map(([name]) => name);

describe('where the most lie', () => {
  it('is one place, or two that tie', () => {
    expect(names({ a: 1, b: 3, c: 2 })).toEqual(['b']);
    expect(names({ a: 3, b: 3, c: 2 })).toEqual(['a', 'b']);
  });

  it('is nowhere when three or more tie, or nothing is there', () => {
    expect(names({ a: 3, b: 3, c: 3, d: 1 })).toEqual([]);
    expect(names({ a: 0, b: 0 })).toEqual([]);
    expect(names({})).toEqual([]);
  });
});
