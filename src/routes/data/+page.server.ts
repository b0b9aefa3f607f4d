import { pages } from '$lib/server/pages';
import { withoutStewardsParts } from '$lib/server/pages/data';
import { loadPage } from '$lib/server/pages/load';

export const load = async ({ locals, url }) => {
  const { shell, page } = await loadPage({ url, locals }, pages.data);
  return { shell, page: locals.viewer?.role === 'steward' ? page : withoutStewardsParts(page) };
};
