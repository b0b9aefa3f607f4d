import { loadOpenPage } from '$lib/server/pages/load';
import { organizationPage } from '$lib/server/pages/organizations/organization';

export const load = ({ url, locals, params }) =>
  loadOpenPage({ url, locals }, `organization-${params.code}`, {
    make: organizationPage(params.code),
    parameters: ['scope'],
    keptAs: `organization ${params.code}`,
  });
