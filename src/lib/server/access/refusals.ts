import type { RequestEvent } from '@sveltejs/kit';
import { recordEvent } from '../audit/record.ts';
import { errorFacts, log } from '../operations/log.ts';
import { peopleWorld } from '../people/world.ts';
import { notedFirst } from './handing-out.ts';
import { placeOf } from './recognise.ts';
import { RepeatedRefusals } from './repeated.ts';

const repeated = new RepeatedRefusals();
const lookEveryMs = 10_000;

/** Writes down that somebody was refused a page; what is refused again and again stands there once a minute, with its count. */
export async function noteRefusal(event: RequestEvent): Promise<void> {
  const { locals, route, url } = event;
  const refused = {
    actor: locals.viewer?.name ?? 'unknown',
    session: locals.viewer?.label ?? null,
    address: placeOf(event).address,
    route: route.id ?? '',
  };
  if (repeated.isApart(refused, Date.now()))
    await notedFirst(event, { action: 'access', object: url.pathname, verdict: 'refused' });
}

/** Writes down what has been counted, from now on. */
export function keepTellingRefusals(): void {
  setInterval(() => void tellRefusals(Date.now()), lookEveryMs).unref();
}

/** Writes down all that was counted until now: the server ends. */
export function tellRefusalsAtEnd(): Promise<void> {
  return tellRefusals(Infinity);
}

async function tellRefusals(now: number): Promise<void> {
  const over = repeated.takeOver(now);
  if (over.length === 0) return;
  try {
    const { state } = await peopleWorld();
    for (const event of over) await recordEvent(state, event);
  } catch (cause) {
    log('error', 'audit_unwritable', { action: 'access', lost: over.length, ...errorFacts(cause) });
  }
}
