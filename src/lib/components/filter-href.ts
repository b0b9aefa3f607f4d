import { canonicalSearch, toSearch, type Filters } from '$lib/filters';
import type { Shell } from '$lib/server/pages/shell';

/** The address of a page with some of its filters changed. The place in a list starts anew. */
export function filterHref(
  shell: Pick<Shell, 'filters' | 'newestMonth' | 'view'>,
  pathname: string,
  change: Partial<Filters>,
): string {
  const params = new URLSearchParams(toSearch({ ...shell.filters, ...change }, shell));
  for (const [name, value] of Object.entries(shell.view)) {
    if (name !== 'page') params.set(name, value);
  }
  return pathname + canonicalSearch(params);
}
