import { pages } from '$lib/server/pages';
import { withoutStewardsParts } from '$lib/server/pages/data';
import { loadPage } from '$lib/server/pages/load';
import { loadsHere } from '$lib/server/pages/upload-route';

export const load = async ({ locals, url }) => {
  const { shell, page } = await loadPage({ url, locals }, pages.data);
  if (locals.viewer?.role !== 'steward') return { shell, page: withoutStewardsParts(page) };
  return { shell, page: loadsHere() ? page : { ...page, load: null } };
};
