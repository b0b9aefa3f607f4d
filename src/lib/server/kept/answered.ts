import type { Lang } from '../../i18n/lang.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Outcome } from '../sql/answer.ts';
import type { Format } from '../sql/protocol.ts';
import type { SqlRequest } from '../sql/request.ts';
import type { SqlSettings } from '../sql/settings.ts';
import { troubleWords } from '../sql/words.ts';
import { keepRun } from './history.ts';
import type { KeptWorld } from './world.ts';

/** A statement with its answer, as the SQL route knows it. */
export interface Answered {
  viewer: Viewer;
  wanted: SqlRequest;
  format: Format;
  version: string;
  lang: Lang;
  settings: SqlSettings;
}

/**
 * Keeps a statement in the history of who wrote it: what was run at the workbench, not what a program asks with a token,
 * nor a plan, nor the same rows once more as a file.
 */
export async function keepAnswered(world: KeptWorld, asked: Answered, outcome: Outcome): Promise<void> {
  const { viewer, wanted, format, version, lang, settings } = asked;
  const isForPage = format === 'ndjson' || format === 'json';
  if (viewer.by === 'token' || wanted.plan !== 'none' || !isForPage) return;
  const run = { name: viewer.name, sql: wanted.sql, args: wanted.args, version };
  const ended =
    'summary' in outcome
      ? { rows: outcome.summary.rows, isCut: outcome.summary.truncatedBy !== null, problem: null }
      : { rows: null, isCut: false, problem: troubleWords(outcome.trouble, lang, settings).message };
  const { elapsedMs } = 'summary' in outcome ? outcome.summary : outcome;
  await keepRun(world, { ...run, ...ended, elapsedMs }, settings.historyDays);
}
