import { uploadActions, uploadLoad } from '$lib/server/pages/upload-route';

export const load = uploadLoad;
export const actions = uploadActions;
