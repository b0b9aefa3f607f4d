import { describe, expect, it } from 'vitest';
import {
  BadParameter,
  canonicalSearch,
  langOf,
  parseFilters,
  toSearch,
  underFilters,
  type Filters,
} from '../../../../src/lib/filters';

const context = {
  firstMonth: '2025-10',
  newestMonth: '2026-10',
  organizationTypes: ['agency', 'other'],
  caseTypes: ['petition', 'verification'],
};
const defaults: Filters = {
  month: '2026-10',
  months: 24,
  org: null,
  type: [],
  case: [],
  basis: 'as_reported',
  lang: 'vi',
  disclosure: null,
};
const parse = (search: string) => parseFilters(new URLSearchParams(search), context);

describe('filters of a URL', () => {
  it('are the defaults when there are none', () => {
    expect(parse('')).toEqual(defaults);
  });

  it('are read from their parameters; lists lose doubles, other names are left alone', () => {
    const search =
      'month=2026-03&months=12&org=0042&type=other,agency,other&case=petition&basis=current&lang=en&sort=name';
    expect(parse(search)).toEqual({
      month: '2026-03',
      months: 12,
      org: '0042',
      type: ['other', 'agency'],
      case: ['petition'],
      basis: 'current',
      lang: 'en',
      disclosure: null,
    });
  });

  it.each([
    ['month=2026-3', 'month', ['YYYY-MM']],
    ['month=2026-13', 'month', ['YYYY-MM']],
    ['month=2025-09', 'month', ['2025-10..2026-10']],
    ['month=2026-11', 'month', ['2025-10..2026-10']],
    ['month=2026-01&month=2026-02', 'month', []],
    ['months=0', 'months', ['1..240']],
    ['months=241', 'months', ['1..240']],
    ['months=1.5', 'months', ['1..240']],
    ['org=', 'org', []],
    ['org=A&org=B', 'org', []],
    [`org=${'x'.repeat(61)}`, 'org', []],
    ['type=agency,', 'type', []],
    ['type=petition', 'type', ['agency', 'other']],
    ['case=nothing', 'case', ['petition', 'verification']],
    ['basis=now', 'basis', ['as_reported', 'current']],
    ['lang=fr', 'lang', ['vi', 'en']],
  ])('are refused in %s, naming the parameter and what is allowed', (search, parameter, allowed) => {
    expect(() => parse(search)).toThrow(expect.objectContaining({ parameter, allowed }));
    expect(() => parse(search)).toThrow(new RegExp(`"${parameter}"`));
  });

  it('has a language without any data', () => {
    expect(langOf(new URLSearchParams('lang=en&month=nonsense'))).toBe('en');
  });
});

describe('the query string of filters', () => {
  it('is empty for the defaults, and short otherwise', () => {
    expect(toSearch(defaults, context)).toBe('');
    expect(toSearch(defaults)).toBe('?month=2026-10');
    expect(toSearch({ ...defaults, type: ['other', 'agency'], lang: 'en' }, context)).toBe(
      '?type=other,agency&lang=en',
    );
  });

  it('gives the same filters back', () => {
    const filters: Filters = {
      month: '2026-01',
      months: 6,
      org: 'A.1/b c',
      type: ['agency'],
      case: ['petition', 'verification'],
      basis: 'current',
      lang: 'en',
      disclosure: 'restricted',
    };
    expect(parse(toSearch(filters, context).slice(1))).toEqual(filters);
  });
});

describe('addresses', () => {
  it('have their filters in a fixed order, then the parameters of one page by name', () => {
    const params = new URLSearchParams('measure=overdue&lang=en&by=case_type&type=a,b&month=2026-01');
    expect(canonicalSearch(params)).toBe('?month=2026-01&type=a,b&lang=en&by=case_type&measure=overdue');
    expect(canonicalSearch(new URLSearchParams())).toBe('');
  });

  it('do not say which form was sent', () => {
    expect(canonicalSearch(new URLSearchParams('/save=&month=2026-01'))).toBe('?month=2026-01');
  });

  it('keep the filters of the page that they stand on, their own winning', () => {
    expect(underFilters('/trends?case=petition#stock', '?type=agency&case=verification')).toBe(
      '/trends?type=agency&case=petition#stock',
    );
    expect(underFilters('/data#not-delivered', '')).toBe('/data#not-delivered');
  });
});

describe('a parameter that cannot be used', () => {
  const faultOf = (search: string): BadParameter => {
    try {
      parse(search);
    } catch (error) {
      if (error instanceof BadParameter) return error;
      throw error;
    }
    throw new Error('nothing was refused');
  };

  it.each(['month=2026-11', 'month=May', 'months=0', 'org=', 'type=a,,b', 'case=gift', 'basis=a&basis=b'])(
    'is told in both languages, each naming it: %s',
    (search) => {
      const fault = faultOf(search);
      const [vi, en] = [fault.in('vi'), fault.in('en')];
      expect(vi).toContain(`Tham số "${search.split('=')[0]}"`);
      expect(en).toContain(`The parameter "${search.split('=')[0]}"`);
    },
  );

  it('is told under another name where another parameter was asked', () => {
    const renamed = faultOf('month=May').renamed('month_a');
    expect([renamed.parameter, renamed.in('en').slice(0, 23)]).toEqual([
      'month_a',
      'The parameter "month_a"',
    ]);
  });
});
