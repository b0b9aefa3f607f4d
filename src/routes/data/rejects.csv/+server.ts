import { handedOut } from '$lib/server/access/handing-out';
import { rejectsDownload } from '$lib/server/pages/reject-download';

export const GET = async (event) => handedOut(event, 'rejects_export', await rejectsDownload(event));
