import { describe, expect, it } from 'vitest';
import { sentences } from '$lib/i18n/sentences';

const count = (n: number) => ({ n, text: String(n) });
const [vi, en] = [sentences('vi'), sentences('en')];

describe('where the most old cases lie', () => {
  it.each([
    [9, ['A'], 5, '9 hồ sơ trên 60 ngày làm việc, nhiều nhất ở A (5)', 'most in A (5)'],
    [
      9,
      ['A', 'B'],
      4,
      '9 hồ sơ trên 60 ngày làm việc, nhiều nhất ở A và B (mỗi nơi 4)',
      'most in A and B (4 each)',
    ],
    [9, ['A'], 9, '9 hồ sơ trên 60 ngày làm việc, tất cả ở A', ', all in A'],
    [1, ['A'], 1, '1 hồ sơ trên 60 ngày làm việc, ở A', ', in A'],
    [9, [], 0, '9 hồ sơ trên 60 ngày làm việc', '60 working days'],
  ])('%i at %j', (...given) => {
    const [all, names, part, inVi, inEn] = given;
    expect(vi.backlog.old(count(all), names, count(part), 'hồ sơ')).toBe(inVi);
    expect(en.backlog.old(count(all), names, count(part), 'cases')).toMatch(
      new RegExp(`${inEn.replace(/[()]/g, '.')}$`),
    );
  });
});

describe('a run that goes on against the last step', () => {
  it('is told by its month', () => {
    const verdict = { kind: 'signal', signal: { rule: 'run', side: 'high', months: 8 } } as const;
    expect(vi.variation.clause(verdict, -1)).toBe(', vẫn trên mức bình quân, tháng thứ 8 liền');
    expect(vi.variation.clause(verdict, 1)).toBe(', 8 tháng liền trên mức bình quân');
    expect(en.variation.clause(verdict, -1)).toBe(', still above average 8 months running');
  });
});

describe('counts too small to judge', () => {
  it('are told so', () => {
    expect(vi.variation.note({ kind: 'small' })).toBe('số quá nhỏ để xét');
    expect(en.variation.note({ kind: 'small' })).toBe('too small to judge');
  });
});
