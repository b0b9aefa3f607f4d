import { expect, it } from 'vitest';
import { wilsonInterval } from '$lib/shape/wilson';

it('gives the Wilson interval of a worked example', () => {
  // 81 of 263 (R. G. Newcombe, Statistics in Medicine 17 (1998), table I): 0.2553 to 0.3662.
  const interval = wilsonInterval(81, 263);
  expect(interval?.low).toBeCloseTo(0.2553, 4);
  expect(interval?.high).toBeCloseTo(0.3662, 4);
});

it('stays within 0 and 1 where everything or nothing succeeded', () => {
  // z squared is 3.8415; 10 of 10: low = 10 / 13.8415 = 0.7225.
  expect(wilsonInterval(10, 10)?.low).toBeCloseTo(0.7225, 4);
  expect(wilsonInterval(10, 10)?.high).toBe(1);
  expect(wilsonInterval(0, 10)?.low).toBe(0);
  expect(wilsonInterval(0, 10)?.high).toBeCloseTo(0.2775, 4);
});

it('has no interval of nothing', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});
