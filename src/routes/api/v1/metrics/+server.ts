import { answerCatalogue } from '$lib/server/api';
import { methodNotAllowed } from '$lib/server/http';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ request, url }) => answerCatalogue({ request, url });

export const fallback: RequestHandler = () => methodNotAllowed(['GET', 'HEAD']);
