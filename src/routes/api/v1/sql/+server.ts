import { methodNotAllowed } from '$lib/server/http';
import { answerSqlRequest } from '$lib/server/sql';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) => answerSqlRequest(event);

export const fallback: RequestHandler = () => methodNotAllowed(['POST']);
