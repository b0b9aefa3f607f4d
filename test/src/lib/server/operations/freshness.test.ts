import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../../../../src/lib/server/operations/freshness.ts';

describe('the age of the newest figures', () => {
  it.each([
    ['2026-10-31', '2026-10-31T12:00:00Z', 0, false],
    // Midnight in Hà Nội is 17:00 UTC of the day before.
    ['2026-10-31', '2026-10-31T16:59:59Z', 0, false],
    ['2026-10-31', '2026-10-31T17:00:00Z', 1, false],
    ['2026-10-31', '2026-12-15T12:00:00Z', 45, false],
    ['2026-10-31', '2026-12-16T12:00:00Z', 46, true],
  ])('of %s at %s is %i days; stale: %s', (asOf, now, ageDays, isStale) => {
    expect(freshnessOf(asOf, new Date(now), {})).toEqual({ ageDays, expectedDays: 45, isStale });
  });

  it('is held against the days that the installation expects', () => {
    const now = new Date('2026-11-03T12:00:00Z');
    expect(freshnessOf('2026-10-31', now, { STALE_AFTER_DAYS: '2' }).isStale).toBe(true);
    expect(freshnessOf('2026-10-31', now, { STALE_AFTER_DAYS: '3' }).isStale).toBe(false);
  });
});
