import { auditLoad } from '$lib/server/admin/audit-page';

export const load = auditLoad;
