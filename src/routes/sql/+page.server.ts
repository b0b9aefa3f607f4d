import { sqlActions, sqlLoad } from '$lib/server/sql/page';

export const load = sqlLoad;
export const actions = sqlActions;
