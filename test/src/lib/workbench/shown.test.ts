import { expect, it } from 'vitest';
import { sqlWords } from '../../../../src/lib/i18n/sql.ts';
import { shownCell, wholeCell } from '../../../../src/lib/workbench/shown.ts';

const words = sqlWords('vi');

it('figures lose digits in the table only, and are written as the language does', () => {
  expect(shownCell(1 / 3, words, 'vi')).toBe('0,333333');
  expect(wholeCell(1 / 3, words, 'vi')).toBe('0,3333333333333333');
  expect([shownCell(2026, words, 'vi'), shownCell(0.5, words, 'en')]).toEqual(['2026', '0.5']);
});

it('text that no screen holds is cut, with a mark; nothing is told apart from empty text', () => {
  expect(shownCell('ệ'.repeat(501), words, 'vi')).toBe(`${'ệ'.repeat(500)}…`);
  expect(wholeCell('ệ'.repeat(501), words, 'vi')).toBe('ệ'.repeat(501));
  expect(wholeCell('ệ'.repeat(10_001), words, 'vi')).toHaveLength(10_001);
  expect([shownCell(null, words, 'vi'), shownCell('', words, 'vi'), wholeCell(null, words, 'vi')]).toEqual([
    null,
    '',
    words.nothing,
  ]);
  expect([shownCell(true, words, 'vi'), wholeCell(false, words, 'vi')]).toEqual([words.yes, words.no]);
});
