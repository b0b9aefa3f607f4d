import { peopleActions, peopleLoad } from '$lib/server/admin/people-page';

export const load = peopleLoad;
export const actions = peopleActions;
