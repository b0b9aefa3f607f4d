import type { Argument } from '#warehouse/open.server.ts';
import type { QueryRun } from '../state/tables.ts';
import { newId, type KeptWorld } from './world.ts';

/** A statement that was run, and what became of it. */
export interface Run {
  name: string;
  sql: string;
  args: readonly (readonly [string, Argument])[];
  version: string;
  /** Null when it did not end. */
  rows: number | null;
  isCut: boolean;
  elapsedMs: number;
  /** Why it has no answer, as the reader was told; null: it has one. */
  problem: string | null;
}

/** So many of one person stay at most, the newest ones. */
const mostRuns = 1000;
const longestProblem = 1000;

/**
 * Keeps a statement in its person's history. The same statement run again takes the place of the one before it. What is
 * older than so many days goes, of everybody; with 0 days nothing is kept.
 */
export async function keepRun({ state, now }: KeptWorld, run: Run, keepDays: number): Promise<void> {
  if (keepDays === 0) return;
  const at = now();
  const row: QueryRun = {
    id: newId(),
    name: run.name,
    ran_at: at.toISOString(),
    sql: run.sql,
    arguments: JSON.stringify(run.args),
    version: run.version,
    row_count: run.rows,
    is_cut: run.isCut ? 1 : 0,
    elapsed_ms: Math.round(run.elapsedMs),
    problem: run.problem?.slice(0, longestProblem) ?? null,
  };
  const last = await state
    .selectFrom('query_runs')
    .select(['id', 'sql', 'arguments'])
    .where('name', '=', run.name)
    .orderBy('ran_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const isAgain = last?.sql === row.sql && last.arguments === row.arguments;
  if (isAgain) await state.deleteFrom('query_runs').where('id', '=', last.id).execute();
  await state.insertInto('query_runs').values(row).execute();
  await state.deleteFrom('query_runs').where('ran_at', '<', daysBefore(at, keepDays)).execute();
  await dropOldest(state, run.name);
}

async function dropOldest(state: KeptWorld['state'], name: string): Promise<void> {
  const oldest = await state
    .selectFrom('query_runs')
    .select('ran_at')
    .where('name', '=', name)
    .orderBy('ran_at', 'desc')
    .offset(mostRuns)
    .limit(1)
    .executeTakeFirst();
  if (!oldest) return;
  await state
    .deleteFrom('query_runs')
    .where('name', '=', name)
    .where('ran_at', '<=', oldest.ran_at)
    .execute();
}

/** Which part of a history is asked for. */
export interface RunChoice {
  /** Only statements with this text in them, whatever its capitals; empty: all. */
  search: string;
  /** Pages of `size`, from 1. */
  page: number;
  size: number;
}

/** A person's own history, the newest first, and how many there are in all. */
export async function runsOf(
  { state, now }: KeptWorld,
  name: string,
  { search, page, size, keepDays }: RunChoice & { keepDays: number },
): Promise<{ runs: QueryRun[]; count: number }> {
  const own = await state
    .selectFrom('query_runs')
    .selectAll()
    .where('name', '=', name)
    .where('ran_at', '>=', daysBefore(now(), keepDays))
    .orderBy('ran_at', 'desc')
    .execute();
  const wanted = foldedText(search);
  const found = wanted === '' ? own : own.filter(({ sql }) => foldedText(sql).includes(wanted));
  return { runs: found.slice((page - 1) * size, page * size), count: found.length };
}

/** Capitals of Vietnamese letters are beyond what databases fold alike. */
function foldedText(text: string): string {
  return text.normalize('NFC').toLowerCase().trim();
}

/** A statement of a person's own history, with what was bound; null when there is none. */
export async function runOf(
  { state }: KeptWorld,
  id: string,
  name: string,
): Promise<{ sql: string; args: [string, unknown][] } | null> {
  const row = await state
    .selectFrom('query_runs')
    .select(['sql', 'arguments'])
    .where('id', '=', id)
    .where('name', '=', name)
    .executeTakeFirst();
  return row ? { sql: row.sql, args: JSON.parse(row.arguments) as [string, unknown][] } : null;
}

/** Empties a person's own history; gives how many statements it had. The audit is another thing, and stays. */
export async function clearRuns({ state }: KeptWorld, name: string): Promise<number> {
  const { numDeletedRows } = await state
    .deleteFrom('query_runs')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function daysBefore(moment: Date, days: number): string {
  return new Date(moment.getTime() - days * 86_400_000).toISOString();
}
