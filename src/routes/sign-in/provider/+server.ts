import { toProvider } from '$lib/server/access/provider-route';

export const GET = toProvider;
