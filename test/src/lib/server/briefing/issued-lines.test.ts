import { describe, expect, it } from 'vitest';
import { periodName } from '../../../../../src/lib/server/briefing/issued-lines.ts';

describe('the name of a period', () => {
  it.each([
    ['month', '2026-02', 'tháng 02 năm 2026', 'February 2026'],
    ['quarter', '2026-09', 'quý III năm 2026', 'the third quarter of 2026'],
    ['half', '2026-06', '6 tháng đầu năm 2026', 'the first half of 2026'],
    ['nine_months', '2026-09', '9 tháng đầu năm 2026', 'the first nine months of 2026'],
    ['year', '2026-12', 'năm 2026', '2026'],
  ])('of a %s is told in the language of the page', (span, month, vi, en) => {
    expect([periodName({ month, span }, 'vi'), periodName({ month, span }, 'en')]).toEqual([vi, en]);
  });
});
