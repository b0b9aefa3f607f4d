import { error, type RequestEvent } from '@sveltejs/kit';
import { lenientLangOf, type Lang } from '$lib/filters';
import { AuditUnwritable } from '../audit/key.ts';
import { log } from '../operations/log.ts';
import { noted } from './noted.ts';

const refused: Record<Lang, string> = {
  vi: 'Không ghi được nhật ký kiểm toán hoặc thiếu khóa của nó, nên máy chủ không làm việc này. Hãy báo quản trị viên.',
  en: 'The audit cannot be written, or its key is missing, so the server does not do this. Tell the administrator.',
};

/**
 * Writes down what is about to be done or handed out for a request; answers 503, and nothing is done, when that cannot
 * be written.
 */
export function notedFirst(event: RequestEvent, happened: Parameters<typeof noted>[1]): Promise<void> {
  return withAuditKey(event, happened.action, () => noted(event, happened));
}

/** Does work that needs the key of the audit; answers 503 where that is missing or another one. */
export async function withAuditKey<T>(
  { url }: RequestEvent,
  action: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof AuditUnwritable)) throw cause;
    log('error', 'audit_unwritable', { action, message: cause.message });
    error(503, refused[lenientLangOf(url.searchParams)]);
  }
}

/** An answer that is saved as a file: written down before it leaves, with its address and version. */
export async function handedOut(
  event: RequestEvent,
  action: 'export' | 'rejects_export' | 'audit_export',
  response: Response,
): Promise<Response> {
  if (response.ok) {
    const { pathname, search } = event.url;
    const file = /filename="([^"]*)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? null;
    const address = `${pathname}${search}`;
    await notedFirst(event, { action, object: file, verdict: 'done', detail: { address } });
  }
  return response;
}
