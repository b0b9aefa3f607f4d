import { describe, expect, it } from 'vitest';
import { backlog as backlogEn } from '$lib/i18n/sentences/en/backlog';
import { heat as heatEn } from '$lib/i18n/sentences/en/heat';
import { backlog as backlogVi } from '$lib/i18n/sentences/vi/backlog';
import { heat as heatVi } from '$lib/i18n/sentences/vi/heat';
import { isConcentrated } from '$lib/server/pages/heat/list';
import { largestOf } from '$lib/shape/most';

const count = (n: number) => ({ n, text: String(n) });

describe('the most', () => {
  it('is every item with the largest figure, in their order', () => {
    expect(largestOf(['b', 'a', 'cc', 'dd'], ({ length }) => length)).toEqual(['cc', 'dd']);
    expect(largestOf([], () => 1)).toEqual([]);
  });

  it('names one or two, and only how many of more', () => {
    const say = (names: string[]) => heatVi.topNow(names, { count: count(1), of: 'hồ sơ' }, 'tháng 10/2026');
    expect([say(['A']), say(['A', 'B']), say(['A', 'B', 'C'])]).toEqual([
      'Nhiều nhất ở A: 1 hồ sơ, tháng 10/2026',
      'Nhiều nhất ở A và B: mỗi mục 1 hồ sơ, tháng 10/2026',
      'Nhiều nhất 1 hồ sơ, bằng nhau ở 3 mục, tháng 10/2026',
    ]);
    expect(heatEn.topNow(['A', 'B'], { count: count(1), of: 'cases' }, 'October 2026')).toBe(
      'Most in A and B: 1 case each, October 2026',
    );
  });
});

describe('concentration', () => {
  it('is told where at most a third of the holders hold half', () => {
    const half = { count: 3, all: 5 };
    expect(isConcentrated({ ...half, place: 3, among: 5 })).toBe(false);
    expect(isConcentrated({ ...half, place: 1, among: 3 })).toBe(true);
    expect(isConcentrated({ count: 0, all: 0, place: 0, among: 0 })).toBe(false);
  });

  it('is otherwise a plain count, in the singular for one', () => {
    const half = { part: count(1), total: count(1), organizations: count(1), isConcentrated: false };
    expect(backlogVi.headline(half, count(0), 'hồ sơ')).toBe(
      '1 hồ sơ ở 1 tổ chức; không hồ sơ nào trên 60 ngày làm việc',
    );
    expect(backlogEn.headline(half, count(0), 'cases')).toBe(
      '1 case lies with 1 organisation; none is over 60 working days old',
    );
  });
});
