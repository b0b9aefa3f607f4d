import { loadPage } from '$lib/server/pages/load';
import { pages } from '$lib/server/pages';

export const load = ({ url, locals }) => loadPage({ url, locals }, pages.trends);
