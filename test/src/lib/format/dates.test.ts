import { describe, expect, it } from 'vitest';
import {
  addMonths,
  formatDate,
  formatMonth,
  monthInWords,
  monthRange,
  monthWithoutYear,
} from '$lib/format/dates';

describe('dates and months', () => {
  it('writes a date day first in Vietnamese and with the name of its month in English', () => {
    expect(formatDate('2026-10-31', 'vi')).toBe('31/10/2026');
    expect(formatDate('2026-02-03 10:11:12', 'vi')).toBe('03/02/2026');
    expect(formatDate('2026-02-03', 'en')).toBe('3 Feb 2026');
    expect(formatDate(null, 'vi')).toBe('–');
  });

  it('writes months for headings and for sentences', () => {
    expect(formatMonth('2026-09', 'vi')).toBe('9/2026');
    expect(formatMonth('2026-09', 'en')).toBe('Sep 2026');
    expect(monthInWords('2026-09', 'vi')).toBe('tháng 9/2026');
    expect(monthInWords('2026-09', 'en')).toBe('September 2026');
    expect(monthWithoutYear('2026-09', 'vi')).toBe('tháng 9');
  });

  it('steps over the turn of the year in both directions', () => {
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2025-12', 1)).toBe('2026-01');
    expect(addMonths('2026-10', -12)).toBe('2025-10');
    expect(addMonths('2026-10', 0)).toBe('2026-10');
  });

  it('lists months with both ends, and none when they are in the wrong order', () => {
    expect(monthRange('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthRange('2026-02', '2026-02')).toEqual(['2026-02']);
    expect(monthRange('2026-03', '2026-02')).toEqual([]);
  });
});
