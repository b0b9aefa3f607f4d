import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../src/lib/workbench/result.ts';
import { isAdded, totalsOf } from '../../../../src/lib/workbench/totals.ts';

const result: Result = {
  columns: [
    { name: 'closed_count', type: 'BIGINT' },
    { name: 'on_time_ratio', type: 'DOUBLE' },
    { name: 'stage', type: 'VARCHAR' },
    { name: 'large', type: 'HUGEINT' },
    { name: 'nothing', type: 'INTEGER' },
  ],
  data: [
    [4, null, 8],
    [0.5, 1, 0],
    ['a', null, ''],
    ['9007199254740993', 7, null],
    [null, null, null],
  ],
  rows: 3,
};

describe('the last line of a result', () => {
  it('adds what can be added, nulls left out', () => {
    expect(totalsOf(result, 'sum')).toEqual([12, null, null, 9007199254741000, null]);
  });

  it('gives mean, least and most of figures only', () => {
    expect(totalsOf(result, 'mean').slice(0, 3)).toEqual([6, 0.5, null]);
    expect(totalsOf(result, 'min').slice(0, 3)).toEqual([4, 0, null]);
    expect(totalsOf(result, 'max').slice(0, 3)).toEqual([8, 1, null]);
  });

  it('counts filled cells of every column; empty text is no null', () => {
    expect(totalsOf(result, 'filled')).toEqual([2, 3, 2, 2, 0]);
  });

  it.each(['on_time_rate', 'median_age_workdays', 'case_key', 'year', 'p90_days', 'avg_days'])(
    'does not add %s',
    (name) => {
      expect(isAdded({ name, type: 'DOUBLE' })).toBe(false);
    },
  );

  it.each(['pending_count', 'operations', 'workdays'])('adds %s', (name) => {
    expect(isAdded({ name, type: 'DOUBLE' })).toBe(true);
  });
});
