import { queryListActions, queryListLoad } from '$lib/server/kept/list-page';

export const load = queryListLoad;
export const actions = queryListActions;
