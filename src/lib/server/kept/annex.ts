import { BadParameter } from '../../filters/bad-parameter.ts';
import {
  mostPinned,
  type AskPinned,
  type PinnedArgument,
  type PinnedQuery,
  type PinnedTable,
} from '../briefing/pinned.ts';
import { errorFacts, log } from '../operations/log.ts';
import { runOnce } from '../sql/once.ts';
import { publishedFile, type SqlService } from '../sql/service.ts';
import type { State } from '../state/open.ts';
import type { LiveVersion } from '../version.ts';
import type { Choices, SqlParameter } from '../../workbench/parameters.ts';
import { boundTo } from './pickers.ts';
import { annexPins } from './pins.ts';
import { tableOf } from './table.ts';

/** Answers of pinned queries: a version does not change, nor does what a statement says of it. */
const known = new Map<string, PinnedTable['answer']>();
const mostKnown = 64;

/**
 * What stands pinned in the annex of briefings now, with its tables on a version. Nothing for a version that is restricted
 * or a part: the statements read the analyst file, which is whole.
 */
export async function pinnedNow(
  state: State,
  version: LiveVersion,
  service: () => SqlService,
): Promise<PinnedTable[]> {
  if (version.disclosure === 'restricted' || version.part !== null) return [];
  const pins = await annexPins({ state, now: () => new Date() });
  if (pins.length === 0) return [];
  const ask = asking(service());
  const tables: PinnedTable[] = [];
  for (const { query, choices } of pins) {
    const { title, owner, sql, parameters } = query;
    const args = await argumentsOf(version, { parameters, choices });
    const pinned: PinnedQuery = { title, owner, sql, args: args ?? {} };
    tables.push({ query: pinned, answer: args && (await ask(pinned, version.id)) });
  }
  return tables;
}

/** Null when a choice no longer fits, such as a code that is gone. */
async function argumentsOf(
  version: LiveVersion,
  { parameters, choices }: { parameters: readonly SqlParameter[]; choices: Choices },
): Promise<Record<string, PinnedArgument> | null> {
  try {
    return await boundTo(version, parameters, choices);
  } catch (cause) {
    if (cause instanceof BadParameter) return null;
    throw cause;
  }
}

/** Asks pinned queries at a desk, each once a version. */
export function asking(service: SqlService): AskPinned {
  return async (query, version) => {
    const key = JSON.stringify([service.dataDir, version, query.sql, query.args]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = await answered(service, query, version);
    if (answer !== null) known.set(key, answer);
    const [oldest] = known.keys();
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
    return answer;
  };
}

/** Whatever goes wrong with one statement harms its table only. */
async function answered(
  service: SqlService,
  { title, sql, args }: PinnedQuery,
  version: string,
): Promise<PinnedTable['answer']> {
  try {
    const published = await publishedFile(service, version);
    const asked = { args: Object.entries(args), mostRows: mostPinned.rows, isForPage: true };
    const answer = await runOnce(sql, service, published, asked);
    return { table: tableOf(answer, title, 'vi'), isCut: answer.truncated };
  } catch (cause) {
    log('warn', 'pinned query', errorFacts(cause));
    return null;
  }
}
