import { canonicalSearch } from '$lib/filters';
import { notAllowed } from '$lib/filters/bad-parameter';
import type { PageContext } from './context';

/** A parameter of one page that takes one of a few values; the first is its default. Throws BadParameter. */
export function choiceOf<Value extends string>(
  params: URLSearchParams,
  name: string,
  allowed: readonly [Value, ...Value[]],
): Value {
  const found = params.get(name);
  if (found === null) return allowed[0];
  const known = allowed.find((value) => value === found);
  if (known !== undefined) return known;
  throw notAllowed(name, found, allowed);
}

/** The address of the same page with one parameter changed; null takes it away. */
export function hrefWith(params: URLSearchParams, name: string, value: string | null): string {
  const next = new URLSearchParams(params);
  if (value === null) next.delete(name);
  else next.set(name, value);
  return canonicalSearch(next) || '?';
}

/**
 * The address of the same page with a value of a list filter (`type=a,b`) put in, or taken away when it holds already.
 * `order` is how addresses sort the values. The page's own `page` of a list starts anew.
 */
export function hrefToggling(
  params: URLSearchParams,
  name: string,
  { value, order }: { value: string; order: readonly string[] },
): string {
  const held = chosenIn(params, name);
  const next = held.includes(value) ? held.filter((item) => item !== value) : [...held, value];
  const sorted = order.filter((item) => next.includes(item));
  return hrefWith(withoutPage(params), name, sorted.length > 0 ? sorted.join(',') : null);
}

/** The address of the same page with a filter of one value set, or taken away when it holds that value already. */
export function hrefSetting(params: URLSearchParams, name: string, value: string): string {
  return hrefWith(withoutPage(params), name, params.get(name) === value ? null : value);
}

const filterOf = { organization_type: 'type', case_type: 'case' } as const;

/** The address of the same page with an organisation type or case type put into its filter, or taken away again. */
export function hrefOfCode(
  { params, codes }: Pick<PageContext, 'params' | 'codes'>,
  list: keyof typeof filterOf,
  code: string,
): string {
  const order = codes.list(list).map((item) => item.code);
  return hrefToggling(params, filterOf[list], { value: code, order });
}

/**
 * Where the months of a chart lead: to the page at that month. The month that is looked at leads back to the newest
 * one, and nowhere when it is the newest.
 */
export function monthLinks(
  { params, filters, version }: Pick<PageContext, 'params' | 'filters' | 'version'>,
  months: readonly string[],
): (string | null)[] {
  return months.map((month) => {
    if (month < version.firstMonth || month > version.newestMonth) return null;
    if (month !== version.newestMonth && month !== filters.month) {
      return hrefWith(withoutPage(params), 'month', month);
    }
    return filters.month === version.newestMonth ? null : hrefWith(withoutPage(params), 'month', null);
  });
}

/** The values that a list filter of an address holds. */
export function chosenIn(params: URLSearchParams, name: string): string[] {
  return (params.get(name) ?? '').split(',').filter((value) => value !== '');
}

function withoutPage(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('page');
  return next;
}
