import { rejectsDownload } from '$lib/server/pages/reject-download';

export const GET = rejectsDownload;
