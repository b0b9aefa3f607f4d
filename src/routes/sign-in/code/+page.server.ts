import { codeActions, codeLoad } from '$lib/server/access/factor-route';

export const load = codeLoad;
export const actions = codeActions;
