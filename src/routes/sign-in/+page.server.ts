import { signInActions, signInLoad } from '$lib/server/access/sign-in-route';

export const load = signInLoad;
export const actions = signInActions;
