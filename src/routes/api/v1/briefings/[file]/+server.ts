import { answerBriefingRequest } from '$lib/server/briefing/api';
import { methodNotAllowed } from '$lib/server/http';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answerBriefingRequest(event);

export const fallback: RequestHandler = () => methodNotAllowed(['GET', 'HEAD']);
