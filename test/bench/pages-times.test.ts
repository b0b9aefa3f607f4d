import { expect, it } from 'vitest';
import { monthBefore, quantile } from './pages-times.ts';

it('takes the value that at least so large a share does not exceed', () => {
  const times = [9, 1, 5, 3, 7, 2, 8, 4, 6, 10];
  expect([quantile(times, 0.5), quantile(times, 0.95), quantile(times, 0)]).toEqual([5, 10, 1]);
  expect(quantile([], 0.5)).toBeNaN();
});

it('counts months back over the turn of a year', () => {
  expect([monthBefore('2026-01', 1), monthBefore('2026-10', 24), monthBefore('2026-10', 10)]).toEqual([
    '2025-12',
    '2024-10',
    '2025-12',
  ]);
});
