import { describe, expect, it } from 'vitest';
import {
  argumentOf,
  choicesIn,
  parameterNames,
  parametersOf,
} from '../../../../src/lib/workbench/parameters.ts';

describe('parameters of a statement', () => {
  it.each([
    ['select $month, $Tổng', ['month', 'Tổng']],
    ['select $a + $b + $a', ['a', 'b']],
    ['select \'$a\', "$b", $$ $c $$, $q$ $d $q$ -- $e\n, $f /* $g */', ['f']],
    ["select 'it''s $a', $b", ['b']],
    ['select $1, a$b, $c::date', ['1', 'c']],
    ['select 1', []],
    ["select 'open $a", []],
  ])('are found outside of texts and comments: %s', (sql, names) => {
    expect(parameterNames(sql)).toEqual(names);
  });

  it('are what was declared, else what their name means, else text', () => {
    const declared = [{ name: 'unit', kind: 'organization', usual: '0004' } as const];
    expect(parametersOf('select $unit, $month, $from_month, $LEAST, $other', declared)).toEqual([
      { name: 'unit', kind: 'organization', usual: '0004' },
      { name: 'month', kind: 'month', usual: '' },
      { name: 'from_month', kind: 'month', usual: '' },
      { name: 'LEAST', kind: 'number', usual: '' },
      { name: 'other', kind: 'text', usual: '' },
    ]);
    expect(parametersOf('select 1', declared)).toEqual([]);
  });

  it.each([
    ['month', '', { value: '2026-10-01' }],
    ['month', '2025-02', { value: '2025-02-01' }],
    ['month', '2025-13', { unfit: 'month' }],
    ['month', "2025-02-01'; drop", { unfit: 'month' }],
    ['number', ' 12,5 ', { value: 12.5 }],
    ['number', '-3', { value: -3 }],
    ['number', '', { value: null }],
    ['number', '1e9', { unfit: 'number' }],
    ['text', "x' or true --", { value: "x' or true --" }],
    ['text', 'x'.repeat(1001), { unfit: 'long' }],
    ['case_type', ' petition ', { value: 'petition' }],
    ['organization', '', { value: null }],
  ] as const)('bind a choice of %s: "%s"', (kind, choice, bound) => {
    expect(argumentOf(kind, choice, '2026-10')).toEqual(bound);
  });

  it('are chosen by fields of their own', () => {
    const search = new URLSearchParams('p.month=2026-10&month=2025-01&p.x=&lang=en');
    expect(choicesIn(search)).toEqual({ month: '2026-10', x: '' });
  });
});
