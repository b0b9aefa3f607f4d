import { answerHealth } from '$lib/server/api';
import { methodNotAllowed } from '$lib/server/http';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => answerHealth();

export const fallback: RequestHandler = () => methodNotAllowed(['GET', 'HEAD']);
