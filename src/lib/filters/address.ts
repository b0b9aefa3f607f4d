/** The parameters that every page knows, in the order in which addresses write them. */
const filterNames = ['month', 'months', 'org', 'type', 'case', 'basis', 'lang', 'disclosure'] as const;

/**
 * The query string of parameters, with its `?` (empty when there are none): filters in their fixed order, then what
 * only one page knows, by name. Commas stay readable; equal choices give equal addresses. Which form was sent (`/save`)
 * is no part of where its page is.
 */
export function canonicalSearch(params: URLSearchParams): string {
  const placeOf = (name: string) => {
    const place = filterNames.findIndex((known) => known === name);
    return place < 0 ? filterNames.length : place;
  };
  const entries = [...params]
    .filter(([name]) => !name.startsWith('/'))
    .sort(
      ([a], [b]) =>
        placeOf(a) - placeOf(b) || (placeOf(a) < filterNames.length || a === b ? 0 : a < b ? -1 : 1),
    );
  const text = new URLSearchParams(entries).toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** An address within the product under the filters of another one's query string; its own parameters win. */
export function underFilters(href: string, search: string): string {
  const [before = '', hash = ''] = href.split('#');
  const [path = '', own = ''] = before.split('?');
  const params = new URLSearchParams(search);
  for (const [name, value] of new URLSearchParams(own)) params.set(name, value);
  return path + canonicalSearch(params) + (hash === '' ? '' : `#${hash}`);
}
