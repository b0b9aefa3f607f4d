import { machineLoad } from '$lib/server/admin/machine-page';

export const load = machineLoad;
