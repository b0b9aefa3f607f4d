import { answerMetricRequest } from '$lib/server/api';
import { methodNotAllowed } from '$lib/server/http';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, request, url }) =>
  answerMetricRequest({ id: params.id, request, url });

export const fallback: RequestHandler = () => methodNotAllowed(['GET', 'HEAD']);
