import { describe, expect, it } from 'vitest';
import { hrefSetting, hrefToggling, hrefWith, monthLinks } from '$lib/server/pages/choice';

const order = ['agency', 'other', 'private_enterprise'];
const params = (text: string) => new URLSearchParams(text);

describe('links that change one filter', () => {
  it('put a value in, in the order of its list, and take it away again', () => {
    const toggle = (text: string, value: string) => hrefToggling(params(text), 'type', { value, order });
    expect(toggle('lang=en&type=other', 'agency')).toBe('?type=agency,other&lang=en');
    expect(toggle('type=agency,other', 'agency')).toBe('?type=other');
    expect(toggle('type=agency', 'agency')).toBe('?');
    expect(toggle('page=3', 'other')).toBe('?type=other');
  });

  it('set a single value, and take it away when it holds already', () => {
    expect(hrefSetting(params('lang=en'), 'month', '2026-01')).toBe('?month=2026-01&lang=en');
    expect(hrefSetting(params('month=2026-01'), 'month', '2026-01')).toBe('?');
    expect(hrefSetting(params('month=2026-02&page=2'), 'month', '2026-01')).toBe('?month=2026-01');
  });

  it('write equal choices equally', () => {
    expect(hrefWith(params('span=3&case=petition'), 'lang', 'en')).toBe('?case=petition&lang=en&span=3');
  });
});

describe('the months of a chart', () => {
  const version = { firstMonth: '2026-07', newestMonth: '2026-10' };
  const links = (month: string) => {
    const search = month === '2026-10' ? 'lang=en' : `month=${month}&lang=en`;
    const page = { params: params(search), filters: { month }, version } as Parameters<typeof monthLinks>[0];
    return monthLinks(page, ['2026-06', '2026-09', '2026-10']);
  };

  it('lead to the page at that month, never before the first', () => {
    expect(links('2026-10')).toEqual([null, '?month=2026-09&lang=en', null]);
  });

  it('lead back to the newest month from the one that is looked at', () => {
    expect(links('2026-09')).toEqual([null, '?lang=en', '?lang=en']);
  });
});
