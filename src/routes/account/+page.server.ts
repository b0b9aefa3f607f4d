import { accountActions, accountLoad } from '$lib/server/access/account-route';

export const load = accountLoad;
export const actions = accountActions;
