import type { RequestEvent } from '@sveltejs/kit';
import type { Argument } from '#warehouse/open.server.ts';
import { placeOf } from '../access/recognise.ts';
import { answerSql } from './api.ts';
import { sqlWorldFor } from './world.ts';

/** An answer of the API, as pages draw it. */
export interface PlainAnswer {
  version?: string;
  as_of?: string;
  columns?: { name: string; type: string }[];
  data?: unknown[][];
  elapsed_ms?: number;
  truncated?: boolean;
  error?: { message: string; hint?: string; position?: number; code?: string };
}

/** What a page asks, and in whose place: `saved` names the saved query that it is of. */
export interface PlainAsking {
  sql: string;
  params?: Readonly<Record<string, Argument>>;
  saved?: string;
}

/** Rows that a page without scripts shows. */
export const plainRows = 500;

/** Runs a statement for the page of whoever asks, the same way as the API does. */
export async function askPlainly(
  event: RequestEvent,
  { sql, params = {}, saved }: PlainAsking,
): Promise<{ status: number; answer: PlainAnswer }> {
  const { request, url, locals } = event;
  const path = url.searchParams.get('lang') === 'en' ? '/api/v1/sql?lang=en' : '/api/v1/sql';
  const asked = new Request(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ sql, params, limit: plainRows }),
  });
  const response = await answerSql(
    {
      request: asked,
      url: new URL(path, url),
      viewer: locals.viewer,
      address: placeOf(event).address,
      gone: request.signal,
      isForPage: true,
      ...(saved !== undefined && { saved }),
    },
    sqlWorldFor(locals.viewer),
  );
  return { status: response.status, answer: (await response.json()) as PlainAnswer };
}
