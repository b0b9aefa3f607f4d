import { auditDownload } from '$lib/server/admin/audit-page';

export const GET = auditDownload;
