import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { countRequest } from './counts.ts';
import { log, type LogLevel } from './log.ts';
import { isNote, type RequestNote } from './request-note.ts';

/** A request that is over, as the launcher tells it. */
interface Finished {
  note: RequestNote;
  method: string;
  status: number;
  ms: number;
  bytes: number;
  /** The answer went out to its end. */
  isWhole: boolean;
}

const channel = 'lang-kinh:request';
/** Asked every few seconds by machines: only what goes wrong there is of interest. */
const polls = new Set(['/healthz', '/metrics']);

/** Logs and counts every request that is over, from now on. Gives back what ends it. */
export function followRequests(): () => void {
  const listen = (message: unknown) => {
    if (isFinished(message)) tell(message);
  };
  subscribe(channel, listen);
  return () => unsubscribe(channel, listen);
}

function tell({ note, method, status, ms, bytes, isWhole }: Finished): void {
  const { event } = note;
  const route = event ? (event.route.id ?? 'unknown') : 'file';
  countRequest({ route, method, status, seconds: ms / 1000 });
  if (status < 400 && (route === 'file' || polls.has(route))) return;
  log(levelOf(status), 'request', {
    id: note.id,
    method: method.slice(0, 10),
    route,
    status,
    ms: Math.round(ms * 10) / 10,
    bytes,
    role: event?.locals.viewer?.role ?? null,
    cut_off: isWhole ? undefined : true,
  });
}

function levelOf(status: number): LogLevel {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}

function isFinished(message: unknown): message is Finished {
  return typeof message === 'object' && message !== null && 'note' in message && isNote(message.note);
}
