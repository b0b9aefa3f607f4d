import { describe, expect, it } from 'vitest';
import { messages } from '$lib/i18n';
import { counted, sentences } from '$lib/i18n/sentences';

type Tree = { [key: string]: unknown };

function paths(tree: object, above = ''): string[] {
  return Object.entries(tree as Tree).flatMap(([key, value]) =>
    value !== null && typeof value === 'object'
      ? paths(value, `${above}${key}.`)
      : [`${above}${key} ${typeof value}`],
  );
}

describe('languages', () => {
  it('have the same words and sentences', () => {
    expect(paths(messages('en')).sort()).toEqual(paths(messages('vi')).sort());
    expect(paths(sentences('en')).sort()).toEqual(paths(sentences('vi')).sort());
  });
});

describe('sentences', () => {
  const one = (lang: 'vi' | 'en', n: number) => counted(n, lang);

  it('choose the English plural by the number', () => {
    const { headline, attention } = sentences('en');
    expect(headline.noDueDates(one('en', 1))).toContain('1 case pending');
    expect(headline.noDueDates(one('en', 1200))).toContain('1,200 cases pending');
    expect(attention.duties('Annual plan', one('en', 1))).toBe('Annual plan: 1 duty due and not done');
  });

  it('speak of one month without counting months', () => {
    expect(sentences('vi').flow.moreClosed(1, one('vi', 9))).toBe(
      'Tháng này kết thúc nhiều hơn tiếp nhận; còn 9 hồ sơ đang xử lý',
    );
    expect(sentences('vi').flow.moreClosed(3, one('vi', 9))).toContain('3 tháng liền');
  });
});
