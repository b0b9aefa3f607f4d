import { expect, it } from 'vitest';
import { measureText } from '$lib/server/pages/measure';

it('adds up the widths of letters at the size and weight of the font', () => {
  // a 534, b 580 of 1000 at 400; a 559, b 600 at 600.
  expect(measureText('ab', '10px x').width).toBeCloseTo(11.14, 10);
  expect(measureText('ab', 'normal 600 20px x').width).toBeCloseTo(23.18, 10);
});

it('gives a letter with marks the width of the letter', () => {
  expect(measureText('ếĐ', '12px x').width).toBe(measureText('eD', '12px x').width);
});
