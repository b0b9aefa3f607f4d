import { loadPage } from '$lib/server/pages/load';
import { organizationPage } from '$lib/server/pages/organizations/organization';

export const load = ({ url, params }) =>
  loadPage(url, { make: organizationPage(params.code), parameters: ['scope'] });
