import { loadPage } from '$lib/server/pages/load';
import { organizationPage } from '$lib/server/pages/organizations/organization';

export const load = ({ url, locals, params }) =>
  loadPage({ url, locals }, { make: organizationPage(params.code), parameters: ['scope'] });
