import { expect, it } from 'vitest';
import { rateChange, z998 } from '$lib/shape/newcombe';

const of = (numerator: number, denominator: number) => ({ numerator, denominator });

it.each([
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table II, method 10.
  ['56/70 - 48/80', of(56, 70), of(48, 80), [0.0524, 0.3339]] as const,
  ['9/10 - 3/10', of(9, 10), of(3, 10), [0.1705, 0.809]] as const,
  ['6/7 - 2/7', of(6, 7), of(2, 7), [0.0582, 0.8062]] as const,
  ['5/56 - 0/29', of(5, 56), of(0, 29), [-0.0381, 0.1926]] as const,
  ['0/10 - 0/20', of(0, 10), of(0, 20), [-0.1611, 0.2775]] as const,
  ['10/10 - 0/10', of(10, 10), of(0, 10), [0.6075, 1]] as const,
])('gives the interval of the worked example %s', (_, now, before, bounds) => {
  const found = rateChange(now, before);
  expect(found?.low).toBeCloseTo(bounds[0], 4);
  expect(found?.high).toBeCloseTo(bounds[1], 4);
});

it('calls a change clear only when the interval leaves out zero, and less readily when many are looked at', () => {
  expect(rateChange(of(56, 70), of(48, 80))).toMatchObject({ isClear: true });
  expect(rateChange(of(56, 70), of(48, 80), z998)).toMatchObject({ isClear: false });
  expect(rateChange(of(5, 56), of(0, 29))).toMatchObject({ isClear: false });
  expect(rateChange(of(3, 10), of(9, 10))).toMatchObject({ isClear: true, change: expect.closeTo(-0.6, 12) });
});

it('has no change where one side counts nothing', () => {
  expect(rateChange(of(0, 0), of(1, 2))).toBeNull();
  expect(rateChange({ numerator: 1, denominator: 2 }, { numerator: null, denominator: null })).toBeNull();
});
