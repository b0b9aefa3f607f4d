import { briefingActions } from '$lib/server/briefing/actions';
import { briefingsPage } from '$lib/server/briefing/page';
import { loadPage } from '$lib/server/pages/load';

export const load = ({ url, locals }) =>
  loadPage(
    { url, locals },
    {
      make: (page) => briefingsPage(page, locals.viewer),
      parameters: ['span', 'then', 'now'],
    },
  );

export const actions = briefingActions;
