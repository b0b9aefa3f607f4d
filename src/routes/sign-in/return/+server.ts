import { fromProvider } from '$lib/server/access/provider-route';

export const GET = fromProvider;
