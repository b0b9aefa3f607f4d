import { loadOpenPage } from '$lib/server/pages/load';
import { pages } from '$lib/server/pages';

export const load = ({ url, locals }) => loadOpenPage({ url, locals }, 'explain', pages.explain);
