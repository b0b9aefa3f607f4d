import { answerPrometheus } from '$lib/server/operations/readings';
import { methodNotAllowed } from '$lib/server/http';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => answerPrometheus();

export const fallback: RequestHandler = () => methodNotAllowed(['GET', 'HEAD']);
