import type { RequestEvent } from '@sveltejs/kit';
import { askPlainly, type PlainAnswer } from '../sql/plain.ts';
import type { LiveVersion } from '../version.ts';
import type { Choices } from '../../workbench/parameters.ts';
import { boundTo } from './pickers.ts';
import type { SavedQuery } from './saved.ts';

/** Answers that stay until another version is live, the oldest going first. */
const mostAnswers = 200;
const known = new Map<string, Promise<PlainAnswer>>();
let knownVersion = '';

/** Failures that a second try may not have: they are not kept. */
const passing = new Set(['time', 'memory', 'crash', 'given_up', 'stopped']);

/**
 * The answer of a saved query for whoever asks, with their choices; kept while its version is live, for each person by
 * themselves, so that the audit has every one who was answered. Throws BadParameter for choices that cannot be used.
 */
export async function answerOf(
  event: RequestEvent,
  version: LiveVersion,
  { query: { id, sql, parameters }, choices }: { query: SavedQuery; choices: Choices },
): Promise<PlainAnswer> {
  const params = await boundTo(version, parameters, choices);
  if (knownVersion !== version.id) known.clear();
  knownVersion = version.id;
  const who = event.locals.viewer?.name ?? '';
  const key = JSON.stringify([who, event.url.searchParams.get('lang'), id, sql, params]);
  const found = known.get(key);
  if (found) return found;
  const answering = askPlainly(event, { sql, params, saved: id }).then(({ status, answer }) => {
    const isLasting = status === 200 || (status === 422 && !passing.has(answer.error?.code ?? ''));
    if (!isLasting || answer.version !== (status === 200 ? version.id : undefined)) known.delete(key);
    return answer;
  });
  answering.catch(() => known.delete(key));
  known.set(key, answering);
  const [oldest] = known.keys();
  if (known.size > mostAnswers && oldest !== undefined) known.delete(oldest);
  return answering;
}
