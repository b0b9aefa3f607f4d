import { toSearch } from '$lib/filters';
import type { PageContext } from './context';

/** The page of an organisation, under the month, basis and language of this one. */
export function organizationHref({ filters, version }: PageContext, code: string): string {
  const kept = { ...filters, type: [], case: [] };
  return `/organizations/${encodeURIComponent(code)}${toSearch(kept, version)}`;
}
