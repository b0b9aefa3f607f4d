import { describe, expect, it } from 'vitest';
import { statementAt, statementsOf } from '../../../../src/lib/workbench/statements.ts';

const texts = (text: string) => statementsOf(text).map(({ from, to }) => text.slice(from, to));

describe('the statements of a text', () => {
  it.each([
    ['select 1', ['select 1']],
    ['select 1;\n\nselect 2 ;', ['select 1', 'select 2']],
    [`select ';' as a; select 2`, [`select ';' as a`, 'select 2']],
    [`select 'it''s; so'; select 2`, [`select 'it''s; so'`, 'select 2']],
    ['select "a;b" -- c; d\n; select 2', ['select "a;b" -- c; d', 'select 2']],
    ['/* a; b */ select 1; /* only; words */', ['/* a; b */ select 1']],
    ['select $$a;b$$; select $x$;$x$', ['select $$a;b$$', 'select $x$;$x$']],
    [' ;; ', []],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('are chosen by the place of the cursor: the one around it, else the one before', () => {
    const text = 'select 1; select 2;\n';
    expect(statementAt(text, 3)).toEqual({ from: 0, to: 8 });
    expect(statementAt(text, 12)).toEqual({ from: 10, to: 18 });
    expect(statementAt(text, text.length)).toEqual({ from: 10, to: 18 });
    expect(statementAt('  ', 1)).toBeNull();
  });
});
