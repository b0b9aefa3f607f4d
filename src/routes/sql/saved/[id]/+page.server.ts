import { savedQueryActions, savedQueryLoad } from '$lib/server/kept/query-page';

export const load = savedQueryLoad;
export const actions = savedQueryActions;
