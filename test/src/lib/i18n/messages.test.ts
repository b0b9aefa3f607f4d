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
    expect(headline.first(one('en', 1))).toBe('1 case overdue');
    expect(headline.first(one('en', 1200))).toBe('1,200 cases overdue');
    expect(attention.duties('Annual plan', one('en', 1))).toBe('Annual plan: 1 duty due and not done');
  });

  it('say it plainly when the last overdue case is gone, and when there is none', () => {
    const { headline } = sentences('vi');
    expect(headline.fell(one('vi', 3), one('vi', 0), 'low', null)).toBe(
      'Không còn hồ sơ quá hạn: giảm hết 3 hồ sơ của tháng trước',
    );
    expect(headline.same(one('vi', 0), 'tháng 9/2026')).toBe('Không có hồ sơ quá hạn');
  });

  it('name the extreme with its month, or none when it is no extreme', () => {
    const { headline } = sentences('vi');
    expect(headline.fell(one('vi', 12), one('vi', 23), 'low', 'tháng 3/2026')).toBe(
      'Hồ sơ quá hạn giảm 12, còn 23, thấp nhất từ tháng 3/2026',
    );
    expect(headline.rose(one('vi', 2), one('vi', 25), null, null)).toBe('Hồ sơ quá hạn tăng 2, lên 25');
  });

  it('speak of one month without counting months', () => {
    expect(sentences('vi').flow.moreClosed(1, one('vi', 9))).toBe(
      'Tháng này kết thúc nhiều hơn tiếp nhận; còn 9 hồ sơ đang xử lý',
    );
    expect(sentences('vi').flow.moreClosed(3, one('vi', 9))).toContain('3 tháng liền');
  });
});
