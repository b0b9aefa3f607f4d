import { answerMetricRequest } from '$lib/server/api';
import { methodNotAllowed } from '$lib/server/http';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, request, url, locals }) =>
  answerMetricRequest({ id: params.id, request, url, viewer: locals.viewer });

export const fallback: RequestHandler = () => methodNotAllowed(['GET', 'HEAD']);
