import { describe, expect, it } from 'vitest';
import { lastAtLeastAsExtreme, monthsInARow, ordinaryBand } from '$lib/shape/variation';

describe('ordinaryBand', () => {
  it('reaches 2.66 mean steps to both sides of the mean', () => {
    // Mean 12, seven steps of 4: mean step 4, reach 10.64.
    const band = ordinaryBand([10, 14, 10, 14, 10, 14, 10, 14]);
    expect(band?.mean).toBe(12);
    expect(band?.low).toBeCloseTo(1.36, 10);
    expect(band?.high).toBeCloseTo(22.64, 10);
  });

  it('stays within what the figure can be', () => {
    expect(ordinaryBand([0, 9, 0, 9, 0, 9, 0, 9])?.low).toBe(0);
    expect(ordinaryBand([0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9], 0, 1)?.high).toBe(1);
  });

  it('says nothing of fewer than eight months, missing ones not counted', () => {
    expect(ordinaryBand([1, 2, 3, 4, 5, 6, 7])).toBeNull();
    expect(ordinaryBand([1, 2, 3, null, 4, 5, 6, 7])).toBeNull();
    expect(ordinaryBand([1, 2, 3, null, 4, 5, 6, 7, 8])).not.toBeNull();
  });
});

describe('lastAtLeastAsExtreme', () => {
  it('finds the latest earlier month that was as low or as high', () => {
    expect(lastAtLeastAsExtreme([5, 3, 9, 8, 4], 'low')).toBe(1);
    expect(lastAtLeastAsExtreme([5, 9, 3, 4, 8], 'high')).toBe(1);
  });

  it('gives -1 when the last month is beyond all others, null when it is missing', () => {
    expect(lastAtLeastAsExtreme([5, 3, 2], 'low')).toBe(-1);
    expect(lastAtLeastAsExtreme([5, 3, null], 'low')).toBeNull();
    expect(lastAtLeastAsExtreme([], 'low')).toBeNull();
  });
});

describe('monthsInARow', () => {
  it('counts back from the last month', () => {
    expect(monthsInARow([1, -1, 2, 3], (value) => value > 0)).toBe(2);
    expect(monthsInARow([1, 2], (value) => value > 0)).toBe(2);
    expect(monthsInARow([1, -2], (value) => value > 0)).toBe(0);
  });
});
