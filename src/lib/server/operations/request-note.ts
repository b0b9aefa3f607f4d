import type { RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';

/** What the launcher has hung on a request (launch/observed.mjs), and what the pages add to it. */
export interface RequestNote {
  id: string;
  event?: Pick<RequestEvent, 'route' | 'locals'>;
}

const noteKey = Symbol.for('lang-kinh:request');

/** Ties a request to its event: once it is over, the log and the counts ask for its route and role. */
export function noteRequest(event: RequestEvent): void {
  const note = noteOf(event);
  if (note) note.event = event;
}

/** The number of a request, as in its answer's `x-request-id`; a new one where no launcher gave it any. */
export function requestId(event: Pick<RequestEvent, 'platform'>): string {
  return noteOf(event)?.id ?? randomUUID();
}

function noteOf({ platform }: Pick<RequestEvent, 'platform'>): RequestNote | undefined {
  const request: object | undefined = platform?.req;
  if (!request || !(noteKey in request)) return undefined;
  const note = request[noteKey];
  return isNote(note) ? note : undefined;
}

/** Whether something is the note of a request. */
export function isNote(note: unknown): note is RequestNote {
  return typeof note === 'object' && note !== null && 'id' in note && typeof note.id === 'string';
}
