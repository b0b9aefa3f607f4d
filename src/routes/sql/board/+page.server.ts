import { boardActions, boardLoad } from '$lib/server/kept/board-page';

export const load = boardLoad;
export const actions = boardActions;
