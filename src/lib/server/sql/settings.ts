import { availableParallelism } from 'node:os';
import { StartRefused } from '../operations/start-refused.ts';

/** Limits of the statements of analysts. */
export interface SqlSettings {
  /** How long one may run. */
  timeLimitMs: number;
  /** What DuckDB may use for one, as it writes it: `1GB`. */
  memory: string;
  memoryBytes: number;
  /** Rows of an answer at most. */
  rowLimit: number;
  /** Bytes of an answer at most; CSV may be larger, because it is not held. */
  byteLimit: number;
  csvByteLimit: number;
  threads: number;
  /** Statements that run at the same time, in all and of one person. */
  running: number;
  runningOfOne: number;
  /** Statements that wait, in all and of one person. */
  waiting: number;
  waitingOfOne: number;
  /** For how many days a person's history has what they ran; 0: it is not kept. */
  historyDays: number;
}

const units: Record<string, number> = {
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};
const leastMemory = 64e6;

/** The limits, from `SQL_TIME_LIMIT_MS` (10000), `SQL_MEMORY_LIMIT` (1GB), `SQL_ROW_LIMIT` (100000), `SQL_HISTORY_DAYS` (90). Throws StartRefused. */
export function sqlSettings(environment: NodeJS.ProcessEnv = process.env): SqlSettings {
  const memory = (environment.SQL_MEMORY_LIMIT?.trim() || '1GB').toUpperCase();
  return {
    timeLimitMs: whole(environment, 'SQL_TIME_LIMIT_MS', { usual: 10_000, least: 100, most: 3_600_000 }),
    memory,
    memoryBytes: bytesOf(memory),
    rowLimit: whole(environment, 'SQL_ROW_LIMIT', { usual: 100_000, least: 1, most: 100_000_000 }),
    byteLimit: 128 * 2 ** 20,
    csvByteLimit: 2 ** 30,
    threads: Math.max(1, Math.floor(availableParallelism() / 2)),
    running: 3,
    runningOfOne: 2,
    waiting: 24,
    waitingOfOne: 6,
    historyDays: whole(environment, 'SQL_HISTORY_DAYS', { usual: 90, least: 0, most: 3650 }),
  };
}

function whole(
  environment: NodeJS.ProcessEnv,
  name: string,
  { usual, least, most }: { usual: number; least: number; most: number },
): number {
  const text = environment[name]?.trim() || String(usual);
  const value = /^\d{1,12}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new StartRefused(`${name}=${text} không dùng được: cần một số nguyên từ ${least} đến ${most}.`);
}

function bytesOf(memory: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([KMGT]I?B)$/.exec(memory) ?? [];
  const bytes = Number(amount) * (units[unit ?? ''] ?? NaN);
  if (bytes >= leastMemory) return bytes;
  throw new StartRefused(
    `SQL_MEMORY_LIMIT=${memory} không dùng được: cần một dung lượng từ 64MB, ví dụ 1GB.`,
  );
}
