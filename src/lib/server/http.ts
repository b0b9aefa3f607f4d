import { createHash } from 'node:crypto';
import { BadParameter, notAllowed } from '../filters/bad-parameter.ts';
import { AuditUnwritable } from './audit/key.ts';
import {
  BeyondLimits,
  DamagedVersion,
  EngineUnavailable,
  isUnavailable,
  NotDisclosed,
  NotListed,
  UnknownPart,
  UnknownVersion,
} from './errors.ts';
import { errorFacts, log } from './operations/log.ts';

/** What an API says when it cannot answer. */
export interface ErrorBody {
  error: { parameter: string | null; message: string; allowed: readonly string[] };
}

/** A path that names nothing. Answered as 404. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly parameter: string;
  readonly allowed: readonly string[];

  constructor(parameter: string, message: string, allowed: readonly string[]) {
    super(message);
    this.parameter = parameter;
    this.allowed = allowed;
  }
}

const plainError = 'Máy chủ gặp lỗi khi tính số liệu. Hãy thử lại; nếu còn lỗi, báo quản trị viên.';

/** A JSON response of any status. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** Whether who asks has what is named so already. */
export function knowsTag({ headers }: Request, etag: string): boolean {
  const tags = headers.get('if-none-match')?.split(',') ?? [];
  return tags.some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * A JSON answer that is named by version and content: 304 when the program that asks has it already. Nothing between
 * here and there may keep it, no browser either.
 */
export function versionedJson(
  body: unknown,
  { version, request }: { version: string; request: Request },
): Response {
  const text = JSON.stringify(body);
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  const etag = `"${version}-${hash}"`;
  const headers = { 'cache-control': 'no-store', etag };
  if (knowsTag(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(text, {
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** Runs a handler; what it throws becomes a JSON answer with the fitting status, never with a stack. */
export async function respond(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    const { status, body } = failure(error);
    const isFault =
      status === 500 ||
      error instanceof DamagedVersion ||
      error instanceof EngineUnavailable ||
      error instanceof AuditUnwritable;
    if (isFault) log('error', 'fault', errorFacts(error));
    const headers: Record<string, string> = { 'cache-control': 'no-store' };
    return json(body, status, status === 503 ? { ...headers, 'retry-after': '10' } : headers);
  }
}

/** The answer to a method that a route does not have: 405, naming those that it has. */
export function methodNotAllowed(allowed: readonly string[]): Response {
  const message = `Địa chỉ này chỉ nhận: ${allowed.join(', ')}.`;
  return json({ error: { parameter: 'method', message, allowed } } satisfies ErrorBody, 405, {
    allow: allowed.join(', '),
    'cache-control': 'no-store',
  });
}

/** Status and body for an error. */
export function failure(error: unknown): { status: number; body: ErrorBody } {
  const body = (message: string, parameter: string | null = null, allowed: readonly string[] = []) => ({
    error: { parameter, message, allowed },
  });
  if (error instanceof BadParameter) {
    return { status: 400, body: body(error.message, error.parameter, error.allowed) };
  }
  if (error instanceof UnknownVersion) return failure(notAllowed('version', error.id, error.versions));
  if (error instanceof NotListed)
    return { status: 403, body: body(error.message, error.parameter, error.allowed) };
  if (error instanceof UnknownPart || error instanceof BeyondLimits)
    return { status: 403, body: body(error.message) };
  if (error instanceof NotDisclosed) return { status: 403, body: body(error.reason.vi) };
  if (error instanceof NotFound)
    return { status: 404, body: body(error.message, error.parameter, error.allowed) };
  if (isUnavailable(error) || error instanceof AuditUnwritable) {
    return { status: 503, body: body(error.message) };
  }
  return { status: 500, body: body(plainError) };
}
