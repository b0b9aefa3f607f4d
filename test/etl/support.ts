import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, type LoadOptions } from '#etl/jobs/load.ts';
import type { LoadReport } from '#etl/steps/report.ts';
import { RefusedError, type Refusal, type Told, toldIn } from '#etl/errors.ts';
import type { Manifest } from '#etl/steps/publish.ts';
import type { Surroundings } from '#etl/surroundings.ts';
import { type Cell, type Database, openPublished } from '#warehouse/open.server.ts';

/** Files of a snapshot by their names; text is written as it stands. */
export type Texts = Record<string, string | Uint8Array>;

export interface Place {
  root: string;
  dataDir: string;
  surroundings: Surroundings;
  /** What was told to people, line by line. */
  told: string[];
  /** Writes a snapshot folder; `statement` is added to contract and as_of. */
  snapshot(asOf: string, files: Texts, statement?: Record<string, unknown>): string;
  /** Writes a file of $DATA_DIR/settings, which the next load reads. */
  setting(name: string, text: string): void;
  load(folders: readonly string[], options?: Partial<LoadOptions>): Promise<LoadReport>;
  remove(): void;
}

/** The surroundings of a job: a data directory, a clock that stands at noon of `today`, a list that hears everything. */
export function surroundingsAt(dataDir: string, today: string, told: string[] = []): Surroundings {
  return {
    dataDir,
    keyFile: join(dataDir, 'key', 'pseudonym.key'),
    settings: null,
    now: () => new Date(`${today}T12:00:00`),
    progress: (text) => void told.push(text),
    note: (text) => void told.push(text),
  };
}

/** A folder of its own with room for snapshots and a data directory; `remove` takes it away. */
export function makePlace(today = '2026-11-02'): Place {
  const root = mkdtempSync(join(tmpdir(), 'etl-test-'));
  const dataDir = join(root, 'data');
  const told: string[] = [];
  const surroundings = surroundingsAt(dataDir, today, told);
  let folders = 0;
  return {
    root,
    dataDir,
    surroundings,
    told,
    snapshot: (asOf, files, statement = {}) =>
      writeFiles(join(root, 'in', `${asOf}.${++folders}`), {
        'snapshot.json': JSON.stringify({ contract: 1, as_of: asOf, source: 'thử', ...statement }),
        ...files,
      }),
    setting: (name, text) => {
      surroundings.settings = join(dataDir, 'settings');
      writeFiles(surroundings.settings, { [name]: text });
    },
    load: (given, options = {}) =>
      load(
        given,
        { replace: false, maxRejects: 1, acceptDrop: false, checkOnly: false, ...options },
        surroundings,
      ),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Writes files into a folder, which is made if missing; gives the folder. */
export function writeFiles(folder: string, files: Texts): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** CSV text of a table laid out for reading: cells apart by blanks, `.` empty, `~` a blank inside a cell, notes behind `#`. */
export function csv(table: string): string {
  const field = (word: string) => (word === '.' ? '' : word.replaceAll('~', ' '));
  return lines(table)
    .map((line) => `${line.split(' ').map(field).join(',')}\n`)
    .join('');
}

/** Version that current.json names. */
export function liveVersion(dataDir: string): string {
  const live = JSON.parse(readFileSync(join(dataDir, 'published', 'current.json'), 'utf8')) as {
    version: string;
  };
  return live.version;
}

/** A file of the live version. */
export function livePath(dataDir: string, name: string): string {
  return join(dataDir, 'published', liveVersion(dataDir), name);
}

/** The manifest of the live version. */
export function liveManifest(dataDir: string): Manifest {
  return JSON.parse(readFileSync(livePath(dataDir, 'manifest.json'), 'utf8')) as Manifest;
}

/** rejects.json of the live version. */
export function liveRejects(dataDir: string): Record<string, Cell>[] {
  return JSON.parse(readFileSync(livePath(dataDir, 'rejects.json'), 'utf8')) as Record<string, Cell>[];
}

/** Opens a live file for some reading. */
export async function withLive<T>(
  dataDir: string,
  file: 'warehouse' | 'analyst',
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openPublished(livePath(dataDir, `${file}.duckdb`));
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Rows of a query as lines: cells apart by one blank, null as `-`. */
export async function linesOf(database: Database, sql: string): Promise<string[]> {
  const { data } = await database.columns(sql);
  const text = (cell: Cell | undefined) => (cell === null || cell === undefined ? '-' : String(cell));
  return (data[0] ?? []).map((_, row) => data.map((column) => text(column[row])).join(' '));
}

/** Lines of a table laid out for reading in a test: trimmed, blanks run together, notes behind `#` dropped. */
export function lines(table: string): string[] {
  return table
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim().replace(/ +/g, ' '))
    .filter((line) => line !== '');
}

/** The refusal that some work ends with; fails when it ends well or with another error. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  return (await refusedOf(work)).refusal;
}

/** The same as the error that it is. */
export async function refusedOf(work: Promise<unknown>): Promise<RefusedError> {
  const error: unknown = await work.then(
    () => 'no refusal',
    (cause: unknown) => cause,
  );
  if (error instanceof RefusedError) return error;
  throw new Error('Not refused as expected.', { cause: error });
}

const vietnamese = /[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]/i;

/** The refusal that a piece of work ends with. Throws when its English words are missing, or are Vietnamese. */
export async function refusalInBoth(work: Promise<unknown>): Promise<Refusal> {
  const { refusal, english } = await refusedOf(work);
  const told = [english?.found ?? '', english?.expected, english?.hint];
  if (told.every((text) => text !== undefined && !vietnamese.test(text))) return refusal;
  throw new Error(`Not told in English: ${JSON.stringify(english)}`);
}

/** Every file below a folder with its bytes, by its path. */
export function bytesBelow(folder: string): Map<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return new Map(paths.filter((path) => statSync(path).isFile()).map((path) => [path, readFileSync(path)]));
}

/** The same, by the hash of the bytes: what has changed shows as a pair of hashes. */
export function hashesBelow(folder: string): Record<string, string> {
  return Object.fromEntries(
    [...bytesBelow(folder)].map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]),
  );
}

/** Changes one bit in the middle of a file, as a failing disk does; the file may be read-only. */
export function flipBit(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  chmodSync(path, 0o640);
  writeFileSync(path, bytes);
}

/** What is noted of a file, in Vietnamese. */
export function inVietnamese(notes: readonly Told[]): string[] {
  return notes.map((note) => toldIn(note, 'vi'));
}
