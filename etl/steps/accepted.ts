import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell, Database } from '#warehouse/open.server.ts';
import { readIndex } from '#warehouse/whole.server.ts';
import { keptColumns, register } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { quoted } from '../sql.ts';
import { ownMark, sweepLeftovers } from './process.ts';
import { flush, sealFolder } from './seal.ts';
import { datedTables, remembered, storeKey } from './store.ts';

/**
 * The accepted rows of each snapshot, beside the store: `private/accepted/<as_of>/` with a Parquet file a register and
 * a file each of what the store keeps by snapshot (loads, rejects, successions). With pseudonyms, like the store.
 * snapshot.json, the index, tells what the store's row of the snapshot tells, and the hash of each file.
 *
 * The store is committed first and the folders are renamed into place afterwards: they can be written again from the
 * store at any time (`healAccepted`), which the store cannot be from a folder that it never took in. Before the commit
 * they stand aside, complete, so that a full disk stops a load before the store has changed.
 */
export interface AcceptedFolders {
  /** Before the commit: sets the folders of snapshots aside that the store will no longer have. */
  makeWay(): void;
  /** After the commit: renames what was written into place, and what was set aside away. */
  settle(): void;
  /** Instead, when the commit fails. Whether it took effect after all only the next opening can tell: it writes what is missing. */
  discard(): void;
}

/** What snapshot.json tells. */
export interface AcceptedStatement {
  format: number;
  /** The store's row of the snapshot. */
  snapshot: Record<string, Cell>;
  has_successions: boolean;
  /** The store's facts at that time: which key made the pseudonyms. */
  facts: Record<string, string | null>;
  /** SHA-256 of each file. */
  files: Record<string, string>;
}

/** Version of this layout, as snapshot.json tells it. */
export const acceptedFormat = 1;
/** Name of the index of a folder of accepted rows. */
export const acceptedIndex = 'snapshot.json';
/** What the store keeps by snapshot and a Parquet file holds; the rest is in the index. */
export const acceptedTables = datedTables.filter(
  (table) => table !== 'snapshots' && table !== 'successions_delivered',
);

/** More snapshots than this are written by one statement a register, that splits them by date. */
const fewSnapshots = 3;
/** Sorting helps compression; a national register is not worth the memory. */
const mostSortedRows = 3_000_000;

/** Where the folders of accepted rows stand. */
export function acceptedFolder(privateFolder: string): string {
  return join(privateFolder, 'accepted');
}

/** The dates whose accepted rows are there, oldest first. */
export function keptFolders(privateFolder: string): string[] {
  const folder = acceptedFolder(privateFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name))
    .sort();
}

/**
 * Writes the accepted rows of snapshots aside, and sets aside the folders of snapshots that are not among `known`.
 * All dates are as_of, YYYY-MM-DD; with the source `landing` those to write are the landed ones.
 */
export async function writeAccepted(
  database: Database,
  {
    source,
    dates,
    known,
    privateFolder,
  }: { source: Source; dates: string[]; known: string[]; privateFolder: string },
): Promise<AcceptedFolders> {
  const folder = acceptedFolder(privateFolder);
  sweepLeftovers(folder);
  const aside = join(folder, `.new-${ownMark()}`);
  try {
    for (const date of dates) mkdirSync(join(aside, date), { recursive: true, mode: 0o700 });
    if (dates.length > 0) await writeFiles(database, { source, dates, aside });
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
  const left = keptFolders(privateFolder).filter((date) => !known.includes(date));
  return placing(folder, { aside, dates, left });
}

function placing(
  folder: string,
  { aside, dates, left }: { aside: string; dates: string[]; left: string[] },
): AcceptedFolders {
  const gone = join(folder, `.gone-${ownMark()}`);
  const setAside = (date: string) => {
    mkdirSync(gone, { recursive: true, mode: 0o700 });
    renameSync(join(folder, date), join(gone, date));
  };
  return {
    // A snapshot that the store does not know would look like a lost commit; one without folder is written again.
    makeWay: () => left.forEach(setAside),
    settle: () => {
      for (const date of dates) {
        if (existsSync(join(folder, date))) setAside(date);
        renameSync(join(aside, date), join(folder, date));
      }
      if (existsSync(folder)) flush(folder);
      for (const done of [gone, aside]) rmSync(done, { recursive: true, force: true });
    },
    discard: () => rmSync(aside, { recursive: true, force: true }),
  };
}

/** `landing`: what a load is about to commit, without a look at the history; `disk`: what the store's file holds. */
type Source = 'landing' | 'disk';

interface Writing {
  source: Source;
  dates: readonly string[];
  aside: string;
}

async function writeFiles(database: Database, writing: Writing): Promise<void> {
  await database.run(
    'create or replace temp table wanted_snapshots as select unnest($1)::date as wanted_as_of',
    [writing.dates],
  );
  const tables: Table[] = [
    ...remembered.map((name) => ({ name, key: storeKey(name), rows: registerSql(name, writing.source) })),
    ...acceptedTables.map((name) => ({ name, key: null, rows: datedSql(name, writing.source) })),
  ];
  const counts = await countRows(database, tables);
  for (const table of tables) {
    const counted = counts.filter(({ name }) => name === table.name);
    if (counted.length > 0) await writeTable(database, writing, table, counted);
  }
  await writeIndexes(database, writing);
}

function registerSql(name: (typeof remembered)[number], source: Source): string {
  const columns = keptColumns(register(name)).map(quoted).join(', ');
  return source === 'disk'
    ? `select wanted_as_of, ${columns} from disk.hist_${name} inner join wanted_snapshots
       on valid_from <= wanted_as_of and coalesce(valid_to, date 'infinity') > wanted_as_of`
    : `select snapshots.as_of as wanted_as_of, ${columns} from landing.${name}
       inner join landing.snapshots as snapshots using (snapshot_no) where reason is null`;
}

function datedSql(name: (typeof acceptedTables)[number], source: Source): string {
  const table = source === 'disk' ? `disk.${name}` : `landing.new_${name}`;
  return `select wanted_as_of, source.* from ${table} as source
    inner join wanted_snapshots on wanted_as_of = as_of`;
}

interface Table {
  name: string;
  /** Column to sort by, if any. */
  key: string | null;
  /** A query whose first column is wanted_as_of. */
  rows: string;
}

interface Counted {
  name: string;
  date: string;
  rows: number;
}

async function countRows(database: Database, tables: readonly Table[]): Promise<Counted[]> {
  const parts = tables.map(
    ({ name, rows }) =>
      `select '${name}' as name, wanted_as_of, count(*) as row_count from (${rows}) group by wanted_as_of`,
  );
  const rows = await database.all(parts.join(' union all '));
  return rows.map((row) => ({
    name: String(row.name),
    date: String(row.wanted_as_of),
    rows: Number(row.row_count),
  }));
}

/** One file a snapshot that has rows: `cases.parquet`. Of many at once DuckDB may split a large one. */
async function writeTable(
  database: Database,
  { dates, aside }: Writing,
  { name, key, rows }: Table,
  counted: readonly Counted[],
): Promise<void> {
  const form = 'format parquet, compression zstd';
  const isSorted = key !== null && counted.reduce((sum, each) => sum + each.rows, 0) <= mostSortedRows;
  if (dates.length <= fewSnapshots) {
    for (const { date } of counted) {
      const path = join(aside, date, `${name}.parquet`);
      await database.run(
        `copy (select * exclude (wanted_as_of) from (${rows}) where wanted_as_of = $1::date
           ${isSorted ? `order by ${quoted(key)}` : ''})
         to '${path.replaceAll("'", "''")}' (${form})`,
        [date],
      );
    }
    return;
  }
  const split = join(aside, '.split');
  const order = isSorted ? ` order by wanted_as_of, ${quoted(key)}` : '';
  await database.run(
    `copy (from (${rows})${order}) to '${split.replaceAll("'", "''")}' (${form}, partition_by (wanted_as_of))`,
  );
  gather(split, aside, name);
}

/** Puts `wanted_as_of=<date>/data_0.parquet` where it belongs: `<date>/<name>.parquet`, further ones with a number. */
function gather(split: string, aside: string, name: string): void {
  for (const part of readdirSync(split)) {
    const date = part.slice(part.indexOf('=') + 1);
    for (const [index, file] of readdirSync(join(split, part)).sort().entries()) {
      const target = index === 0 ? `${name}.parquet` : `${name}.${index}.parquet`;
      renameSync(join(split, part, file), join(aside, date, target));
    }
  }
  rmSync(split, { recursive: true });
}

async function writeIndexes(database: Database, { source, dates, aside }: Writing): Promise<void> {
  const prefix = source === 'disk' ? 'disk.' : 'landing.new_';
  const rows = await database.all(
    `select to_json(snapshots)::varchar as row_text, as_of, as_of in (select as_of from ${prefix}successions_delivered) as has_successions
     from ${prefix}snapshots as snapshots where as_of in (select wanted_as_of from wanted_snapshots)`,
  );
  const facts = await database.all('select name, value from disk.facts order by name');
  const named = Object.fromEntries(
    facts.map(({ name, value }) => [String(name), value === null ? null : String(value)]),
  );
  for (const date of dates) {
    const row = rows.find((each) => each.as_of === date);
    if (!row) throw new Error(`No snapshot ${date} to keep.`);
    const statement: Omit<AcceptedStatement, 'files'> = {
      format: acceptedFormat,
      snapshot: JSON.parse(String(row.row_text)) as Record<string, Cell>,
      has_successions: row.has_successions === true,
      facts: named,
    };
    await sealFolder(join(aside, date), acceptedIndex, statement);
  }
  flush(aside);
}

/**
 * Writes the accepted rows of snapshots that the store has and whose folder is missing or older: what a crash between
 * commit and rename left undone. Throws RefusedError unreadable_file when the folders know more than the store, which
 * then is not the one that they were written from.
 */
export async function healAccepted(database: Database, privateFolder: string): Promise<void> {
  const held = await database.all('select as_of, sha256, loaded_at from disk.snapshots order by as_of');
  const folder = acceptedFolder(privateFolder);
  const kept = new Map(keptFolders(privateFolder).map((date) => [date, rowOf(join(folder, date))]));
  const unknown = [...kept.keys()].find((date) => !held.some((row) => row.as_of === date));
  if (unknown) throw olderStore(join(folder, unknown));
  const dates: string[] = [];
  for (const { as_of: date, sha256, loaded_at: loadedAt } of held) {
    const row = kept.get(String(date));
    if (row?.sha256 === sha256 && row?.loaded_at === loadedAt) continue;
    if (row && String(row.loaded_at) > String(loadedAt)) throw olderStore(join(folder, String(date)));
    dates.push(String(date));
  }
  if (dates.length === 0) return;
  const known = held.map((row) => String(row.as_of));
  const written = await writeAccepted(database, { source: 'disk', dates, known, privateFolder });
  written.settle();
}

/** The store's row of a snapshot, as its folder tells it; null when that is damaged. */
function rowOf(folder: string): Record<string, Cell> | null {
  return (readIndex(folder, acceptedIndex)?.snapshot ?? null) as Record<string, Cell> | null;
}

function olderStore(folder: string): RefusedError {
  return new RefusedError({
    reason: 'unreadable_file',
    file: folder,
    found: {
      vi: 'kỳ đã nhận mà kho không có, hoặc mới hơn trong kho',
      en: 'an accepted snapshot that the store does not have, or a newer one than it has',
    },
    expected: { vi: 'kho số liệu có mọi kỳ đã nhận', en: 'a store with all accepted snapshots' },
    hint: {
      vi: 'Kho là một bản cũ (chép lại từ bản sao lưu?). Chạy "npm run etl -- rebuild" để dựng lại kho từ các kỳ đã nhận.',
      en: 'The store is an old one (copied back from a backup?). Run "npm run etl -- rebuild" to make it again from the accepted snapshots.',
    },
  });
}
