import { draftNotice } from '$lib/server/briefing/notice';
import { loadOpenPage } from '$lib/server/pages/load';
import { pages } from '$lib/server/pages';

export const load = async ({ url, locals }) => {
  const loaded = await loadOpenPage({ url, locals }, 'overview', pages.overview);
  return { ...loaded, notice: await draftNotice(locals.viewer, loaded.shell) };
};
