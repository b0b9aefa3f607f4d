import { sessionsActions, sessionsLoad } from '$lib/server/admin/sessions-page';

export const load = sessionsLoad;
export const actions = sessionsActions;
