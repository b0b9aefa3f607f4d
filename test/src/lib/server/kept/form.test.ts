import { describe, expect, it } from 'vitest';
import { queryIn } from '../../../../../src/lib/server/kept/form.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ title: 'Tồn', sql: 'select $month, $n', ...fields }))
    data.set(name, value);
  return data;
}
const view = { show: 'bar', rows: ['a'], columns: null, value: 'b', measure: 'sum' };

describe('the form of a saved query', () => {
  it('tells its texts, the kinds of its parameters and their usual values', () => {
    const { text, problem } = queryIn(
      form({
        title: ' Tồn\u0000 đọng ',
        sql: 'select $month,\r\n $n ',
        'kind.n': 'number',
        'p.n': '5',
        'p.other': 'x',
        view: JSON.stringify(view),
      }),
    );
    expect(problem).toBeNull();
    expect(text).toEqual({
      title: 'Tồn đọng',
      description: '',
      sql: 'select $month,\n $n',
      parameters: [
        { name: 'month', kind: 'month', usual: '' },
        { name: 'n', kind: 'number', usual: '5' },
      ],
      view: JSON.stringify(view),
    });
  });

  it.each([
    ['no title', { title: ' ' }, { field: 'title' }],
    ['a long title', { title: 'x'.repeat(201) }, { field: 'title' }],
    ['no statement', { sql: '' }, { field: 'sql' }],
    ['a long statement', { sql: 'x'.repeat(20_001) }, { field: 'sql' }],
    ['a long description', { description: 'x'.repeat(2001) }, { field: 'description' }],
    ['a view that is no JSON', { view: '{' }, { field: 'view' }],
    ['an unknown view', { view: '{"show":"pie"}' }, { field: 'view' }],
    [
      'a usual value that is no number',
      { 'kind.n': 'number', 'p.n': 'năm' },
      { field: 'parameter', name: 'n' },
    ],
    ['a usual value that is no month', { 'p.month': '2026-13' }, { field: 'parameter', name: 'month' }],
  ] as const)('is refused for %s', (_, fields, problem) => {
    expect(queryIn(form(fields)).problem).toEqual(problem);
  });
});
