import { describe, expect, it } from 'vitest';
import { questionOf, questionsIn } from '../../../../../src/lib/server/sql/questions.ts';

describe('the library', () => {
  it('has at least twenty questions, with words in both languages', () => {
    const [vi, en] = [questionsIn('vi'), questionsIn('en')];
    expect(vi.length).toBeGreaterThanOrEqual(20);
    expect(vi.map(({ name }) => name).sort()).toEqual(en.map(({ name }) => name).sort());
    expect(vi.filter(({ sql }) => sql.startsWith('--') || !/^(select|with|pivot)\b/.test(sql))).toEqual([]);
  });

  it('refuses a file without words', () => {
    expect(() => questionOf('x', '-- One row.\n-- All.\nselect 1\n', 'vi')).toThrow('no words in vi');
  });
});
