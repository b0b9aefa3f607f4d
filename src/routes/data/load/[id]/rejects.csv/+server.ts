import { handedOut } from '$lib/server/access/handing-out';
import { uploadedRejects } from '$lib/server/pages/upload-route';

export const GET = async (event) => handedOut(event, 'rejects_export', await uploadedRejects(event));
