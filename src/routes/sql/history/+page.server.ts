import { historyActions, historyLoad } from '$lib/server/kept/history-page';

export const load = historyLoad;
export const actions = historyActions;
