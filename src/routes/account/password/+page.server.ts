import { passwordActions, passwordLoad } from '$lib/server/access/account-route';

export const load = passwordLoad;
export const actions = passwordActions;
