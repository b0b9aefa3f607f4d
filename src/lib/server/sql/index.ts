import type { Socket } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import { placeOf } from '../access/recognise.ts';
import { answerSql } from './api.ts';
import { sqlWorldFor } from './world.ts';

/** `POST /api/v1/sql` for the live version of this server. */
export function answerSqlRequest(event: RequestEvent): Promise<Response> {
  const { request, url, locals } = event;
  return answerSql(
    { request, url, viewer: locals.viewer, address: placeOf(event).address, gone: goneOf(event) },
    sqlWorldFor(locals.viewer),
  );
}

const closings = new WeakMap<Socket, AbortController>();

/** Aborted when the reader closes the connection: Kit tells of it only while the body comes in. */
function goneOf({ platform, request }: RequestEvent): AbortSignal {
  const socket = platform?.req.socket;
  if (!socket) return request.signal;
  const known = closings.get(socket);
  if (known) return known.signal;
  const closing = new AbortController();
  closings.set(socket, closing);
  socket.once('close', () => closing.abort(new Error('The reader is gone.')));
  return closing.signal;
}
