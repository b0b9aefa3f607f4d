import { canonicalSearch } from './address';
import { BadParameter } from './bad-parameter';
import { codeOf, listOf, monthOf, oneOf, requireWithin, single } from './read';

export { canonicalSearch, underFilters } from './address';
export { BadParameter } from './bad-parameter';

export type Basis = 'as_reported' | 'current';
export type Lang = 'vi' | 'en';

/** The state of a page, as its URL tells it. Empty lists mean all. */
export interface Filters {
  /** Last month of the period, `YYYY-MM`. */
  month: string;
  /** Length of the window of trends, in months, `month` included. */
  months: number;
  /** The organisation that is looked at with all below it; null: all. */
  org: string | null;
  /** Organisation types. */
  type: string[];
  /** Case types. */
  case: string[];
  basis: Basis;
  lang: Lang;
  /** That the restricted figures are asked for; null: those that the reader's account gets. */
  disclosure: 'restricted' | null;
}

/** What the published version has: the bounds and the code lists against which a URL is checked. */
export interface FilterContext {
  firstMonth: string;
  newestMonth: string;
  organizationTypes: readonly string[];
  caseTypes: readonly string[];
}

export const bases: readonly Basis[] = ['as_reported', 'current'];
const profiles: readonly ('full' | 'restricted')[] = ['full', 'restricted'];
export const langs: readonly Lang[] = ['vi', 'en'];
export const defaultMonths = 24;
const longestWindow = 240;

/**
 * Filters of a URL; absent parameters take their defaults (newest month, 24 months, all types, as reported,
 * Vietnamese), unknown parameter names are left to the page. Whether an organisation exists is for the warehouse to
 * say. Throws BadParameter, which names the parameter and the allowed values.
 */
export function parseFilters(params: URLSearchParams, context: FilterContext): Filters {
  const month = monthOf(params, 'month') ?? context.newestMonth;
  requireWithin('month', month, { first: context.firstMonth, last: context.newestMonth });
  return {
    month,
    months: windowOf(params),
    org: codeOf(params, 'org') ?? null,
    type: listOf(params, 'type', context.organizationTypes),
    case: listOf(params, 'case', context.caseTypes),
    basis: oneOf(params, 'basis', { allowed: bases, fallback: 'as_reported' }),
    lang: langOf(params),
    disclosure: disclosureOf(params) === 'restricted' ? 'restricted' : null,
  };
}

/** Which figures a URL asks for; null when it leaves that to the reader's account. Throws BadParameter. */
export function disclosureOf(params: URLSearchParams): 'full' | 'restricted' | null {
  if (!params.has('disclosure')) return null;
  return oneOf<'full' | 'restricted'>(params, 'disclosure', { allowed: profiles, fallback: 'full' });
}

/** The language of a URL: needs no data, so that an error page has it too. Throws BadParameter. */
export function langOf(params: URLSearchParams): Lang {
  return oneOf(params, 'lang', { allowed: langs, fallback: 'vi' });
}

/** The same for answers to a URL that cannot be used as it stands: Vietnamese when it names no language that there is. */
export function lenientLangOf(params: URLSearchParams): Lang {
  return langs.find((lang) => lang === params.get('lang')) ?? 'vi';
}

/**
 * The query string of filters, with its `?` (empty when nothing differs from the defaults). Parameters stand
 * in a fixed order, so that equal filters give equal links. Without a context the month is always written.
 */
export function toSearch(filters: Filters, context?: Pick<FilterContext, 'newestMonth'>): string {
  const params = new URLSearchParams();
  if (filters.month !== context?.newestMonth) params.set('month', filters.month);
  if (filters.months !== defaultMonths) params.set('months', String(filters.months));
  if (filters.org !== null) params.set('org', filters.org);
  if (filters.type.length > 0) params.set('type', filters.type.join(','));
  if (filters.case.length > 0) params.set('case', filters.case.join(','));
  if (filters.basis !== 'as_reported') params.set('basis', filters.basis);
  if (filters.lang !== 'vi') params.set('lang', filters.lang);
  if (filters.disclosure !== null) params.set('disclosure', filters.disclosure);
  return canonicalSearch(params);
}

function windowOf(params: URLSearchParams): number {
  const found = single(params, 'months');
  if (found === undefined) return defaultMonths;
  const months = /^\d{1,3}$/.test(found) ? Number(found) : 0;
  if (months >= 1 && months <= longestWindow) return months;
  const value = found.slice(0, 20);
  throw new BadParameter(
    'months',
    {
      vi: `Tham số "months" không nhận giá trị "${value}". Giá trị cho phép: số nguyên từ 1 đến ${longestWindow}.`,
      en: `The parameter "months" does not take the value "${value}". Allowed: a whole number from 1 to ${longestWindow}.`,
    },
    [`1..${longestWindow}`],
  );
}
