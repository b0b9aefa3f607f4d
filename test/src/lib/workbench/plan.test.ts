import { describe, expect, it } from 'vitest';
import { planOf } from '../../../../src/lib/workbench/plan.ts';

const scan = {
  operator_type: 'TABLE_SCAN',
  operator_cardinality: 194,
  operator_rows_scanned: 7401,
  operator_timing: 0.003,
  extra_info: {
    Table: 'marts.fct_cases',
    Projections: ['stage', '#1', '__internal_compress_integral(#2)', 'is_pending'],
    __order__: 'x',
    Filters: '',
  },
  children: [],
};
const text = JSON.stringify({
  latency: 0.08,
  children: [
    {
      operator_type: 'EXPLAIN_ANALYZE',
      operator_timing: 9,
      children: [
        {
          operator_type: 'HASH_GROUP_BY',
          operator_cardinality: 62,
          operator_rows_scanned: 0,
          operator_timing: 0.001,
          extra_info: {},
          children: [scan],
        },
      ],
    },
  ],
});

describe('a plan', () => {
  it('is its steps from the last to the first, without EXPLAIN, with shares of the work', () => {
    const { steps, work, seconds } = planOf(text);
    expect(
      steps.map(({ operator, depth, rows, scanned, share }) => [operator, depth, rows, scanned, share]),
    ).toEqual([
      ['HASH_GROUP_BY', 0, 62, null, 0.25],
      ['TABLE_SCAN', 1, 194, 7401, 0.75],
    ]);
    expect([work, seconds]).toEqual([0.004, 0.08]);
  });

  it('tells what a step works on, and nothing of what is empty or of the engine alone', () => {
    expect(planOf(text).steps[1]?.details).toEqual([
      { name: 'Table', text: 'marts.fct_cases' },
      { name: 'Projections', text: 'stage, is_pending' },
    ]);
  });

  it.each(['[]', '3', '{'])('is refused when it is none: %s', (other) => {
    expect(() => planOf(other)).toThrow();
  });
});
