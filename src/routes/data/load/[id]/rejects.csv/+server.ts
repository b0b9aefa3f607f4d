import { uploadedRejects } from '$lib/server/pages/upload-route';

export const GET = uploadedRejects;
