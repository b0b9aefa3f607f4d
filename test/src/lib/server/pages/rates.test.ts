import { describe, expect, it } from 'vitest';
import { toneOf } from '$lib/server/pages/rates';

const of = (numerator: number, denominator: number) => toneOf({ numerator, denominator }, 0.9);

describe('the tone of a rate beside the rate of all', () => {
  it('is late only beyond the outer limit', () => {
    // At most 3 of 5 at 90 %: 1 - 5 * 0.9^4 * 0.1 - 0.9^5 = 0.081. At most 6 of 12 has 0.0005.
    expect(of(3, 5)).toBe('good');
    expect(of(6, 12)).toBe('late');
    // At most 7 of 12 has 0.0043: below a limit of 95 %, not below one of 99.8 %.
    expect(of(7, 12)).toBe('good');
  });

  it('is quiet under five duties', () => {
    expect(of(0, 4)).toBe('quiet');
  });
});
