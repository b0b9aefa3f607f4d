import { redirect } from '@sveltejs/kit';
import { canonicalSearch } from '$lib/filters';
import { loadOpenPage } from '$lib/server/pages/load';
import { pages } from '$lib/server/pages';

/** Forms send what is left empty: the address goes on without it. */
export const load = ({ url, locals }) => {
  const filled = [...url.searchParams].filter(([, value]) => value !== '');
  if (filled.length < url.searchParams.size) {
    redirect(303, url.pathname + canonicalSearch(new URLSearchParams(filled)));
  }
  return loadOpenPage({ url, locals }, 'compare', pages.compare);
};
