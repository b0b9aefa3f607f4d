import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { houseDay } from '#warehouse/house-time.ts';
import { projectRoot } from '#warehouse/project.ts';

/** Everything outside that a job touches: places, clock, and where it tells how far it is. */
export interface Surroundings {
  dataDir: string;
  keyFile: string;
  settings: string | null;
  /** File of the key that pushed versions are signed with; absent: they are not signed. */
  pushKeyFile?: string;
  /** File of the key by which what is pulled must be signed; absent: nothing is asked. */
  publisherKeyFile?: string;
  now(): Date;
  /** A step of work, for people; goes to stderr. */
  progress(text: string): void;
  /** A note that stays, for people; goes to stderr. */
  note(text: string): void;
}

/** Places inside a data directory. */
export function places(dataDir: string) {
  return {
    store: join(dataDir, 'private', 'store.duckdb'),
    private: join(dataDir, 'private'),
    lock: join(dataDir, 'private', 'load.lock'),
    published: join(dataDir, 'published'),
    current: join(dataDir, 'published', 'current.json'),
  };
}

/** The surroundings that the environment names; relative DATA_DIR counts from the project's folder. */
export function surroundingsFrom(env: NodeJS.ProcessEnv): Surroundings {
  const dataDir = resolve(projectRoot(), env.DATA_DIR || 'data');
  const settings = join(dataDir, 'settings');
  const tty = process.stderr.isTTY;
  // For a program that follows a load: one line a step, where people on a terminal see one line that changes.
  const inLines = env.LANG_KINH_PROGRESS === 'lines';
  return {
    dataDir,
    keyFile: env.PSEUDONYM_KEY_FILE ? resolve(env.PSEUDONYM_KEY_FILE) : join(dataDir, 'key', 'pseudonym.key'),
    settings: existsSync(settings) ? settings : null,
    ...(env.PUSH_KEY_FILE ? { pushKeyFile: resolve(projectRoot(), env.PUSH_KEY_FILE) } : {}),
    ...(env.PUBLISHER_KEY_FILE ? { publisherKeyFile: resolve(projectRoot(), env.PUBLISHER_KEY_FILE) } : {}),
    now: () => new Date(),
    progress: (text) => {
      if (inLines) process.stderr.write(`${text}\n`);
      else if (tty) process.stderr.write(`\r\x1b[K${text}`);
    },
    note: (text) => {
      process.stderr.write(`${tty ? '\r\x1b[K' : ''}${text}\n`);
    },
  };
}

/** Today in Vietnam as YYYY-MM-DD. */
export function today(surroundings: Surroundings): string {
  return houseDay(surroundings.now());
}
