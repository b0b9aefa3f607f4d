import { toSearch } from '$lib/filters';
import type { PageContext } from '../context';

/** The address of an organisation's page under the filters of this one. */
export function organizationHref(page: PageContext, code: string): string {
  return `/organizations/${encodeURIComponent(code)}${toSearch({ ...page.filters, org: null }, page.version)}`;
}
