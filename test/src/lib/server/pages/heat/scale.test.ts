import { expect, it } from 'vitest';
import { scaleFor } from '$lib/server/pages/heat/scale';

it('takes the finest scale whose top the largest cell does not pass twice over', () => {
  expect(scaleFor(0)).toEqual([1, 2, 3, 4, 6]);
  expect(scaleFor(12)).toEqual([1, 3, 6, 9, 13]);
  expect(scaleFor(25)).toEqual([1, 3, 6, 9, 13]);
  expect(scaleFor(26)).toEqual([1, 6, 16, 31, 51]);
  expect(scaleFor(5_000_000)).toEqual([1, 2001, 10_001, 30_001, 100_001]);
});
