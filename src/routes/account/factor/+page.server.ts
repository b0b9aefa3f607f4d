import { factorActions, factorLoad } from '$lib/server/access/factor-route';

export const load = factorLoad;
export const actions = factorActions;
