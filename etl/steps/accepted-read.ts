import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { damagedFiles, readIndex } from '#warehouse/whole.server.ts';
import { keptColumns, register } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { quoted } from '../sql.ts';
import {
  acceptedFolder,
  acceptedFormat,
  acceptedIndex,
  type AcceptedStatement,
  acceptedTables,
  keptFolders,
} from './accepted.ts';
import { createLanding } from './land.ts';
import { remembered } from './store.ts';

/** A folder of accepted rows whose every file is what was written. */
export interface AcceptedSnapshot {
  asOf: string;
  folder: string;
  bytes: number;
  statement: AcceptedStatement;
}

/**
 * The accepted snapshots, oldest first, every file held against its hash.
 * Throws RefusedError: missing_file when there is none, unreadable_file when one is damaged.
 */
export async function readAccepted(privateFolder: string): Promise<AcceptedSnapshot[]> {
  const snapshots: AcceptedSnapshot[] = [];
  for (const asOf of keptFolders(privateFolder)) {
    const folder = join(acceptedFolder(privateFolder), asOf);
    const [damaged] = await damagedFiles(folder, acceptedIndex);
    const statement = readIndex(folder, acceptedIndex);
    if (damaged || !statement) throw damagedSnapshot(join(folder, damaged ?? acceptedIndex), asOf);
    if (!isStatement(statement)) throw otherFormat(join(folder, acceptedIndex), statement.format);
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    snapshots.push({ asOf, folder, bytes, statement });
  }
  if (snapshots.length > 0) return snapshots;
  throw new RefusedError({
    reason: 'missing_file',
    file: acceptedFolder(privateFolder),
    found: { vi: 'không có kỳ nào', en: 'no snapshot' },
    expected: { vi: 'ít nhất một kỳ đã nhận', en: 'at least one accepted snapshot' },
    hint: {
      vi: 'Khôi phục thư mục private từ bản sao lưu, hoặc nạp lại các tệp gốc bằng "npm run etl -- load THƯ_MỤC".',
      en: 'Restore the folder private from a backup, or load the source files again by "npm run etl -- load FOLDER".',
    },
  });
}

function isStatement(value: object): value is AcceptedStatement {
  return 'format' in value && value.format === acceptedFormat;
}

function damagedSnapshot(file: string, asOf: string): RefusedError {
  return new RefusedError({
    reason: 'unreadable_file',
    file,
    found: {
      vi: 'tệp thiếu, hoặc không khớp mã băm lúc ghi',
      en: 'a file that is missing, or not what was written',
    },
    expected: { vi: 'tệp như khi được ghi', en: 'the file as it was written' },
    hint: {
      vi: `Khôi phục thư mục ${asOf} từ bản sao lưu. Nếu kho còn nguyên vẹn, xóa thư mục ấy: lần nạp sau ghi lại nó từ kho.`,
      en: `Restore the folder ${asOf} from a backup. Where the store is whole, delete the folder: the next load writes it again from the store.`,
    },
  });
}

function otherFormat(file: string, found: unknown): RefusedError {
  return new RefusedError({
    reason: 'unreadable_file',
    file,
    found: `format ${String(found)}`,
    expected: `format ${acceptedFormat}`,
    hint: {
      vi: 'Tệp do một phiên bản khác của chương trình ghi: dùng phiên bản ấy, hoặc nạp lại các tệp gốc.',
      en: 'Another version of the program wrote the file: use that one, or load the source files again.',
    },
  });
}

/**
 * Puts accepted snapshots into the landing tables, as a load leaves them when every row has been judged: what
 * `rememberLanding`, `viewStore` and `commitStore` then read. Needs `base`.
 */
export async function landAccepted(
  database: Database,
  snapshots: readonly AcceptedSnapshot[],
): Promise<void> {
  await createLanding(database);
  await database.run(
    `create or replace table landing.snapshots as
     select unnest(from_json($1, '[{"snapshot_no": "INTEGER", "as_of": "DATE"}]'), recursive := true)`,
    [JSON.stringify(snapshots.map(({ asOf }, index) => ({ snapshot_no: index + 1, as_of: asOf })))],
  );
  for (const name of remembered) {
    const columns = keptColumns(register(name)).map(quoted).join(', ');
    await insertRows(database, snapshots, {
      name,
      target: `landing.${name}`,
      columns: `snapshot_no, ${columns}`,
    });
  }
}

/** The rest of what a load adds to the store by snapshot, as landing.new_*; after `rememberLanding`, which makes one of them. */
export async function landAcceptedTables(
  database: Database,
  snapshots: readonly AcceptedSnapshot[],
): Promise<void> {
  for (const name of acceptedTables) {
    const target = `landing.new_${name}`;
    await database.run(`create or replace table ${target} as from base.${name} limit 0`);
    await insertRows(database, snapshots, { name, target, columns: '* exclude (snapshot_no, parquet_path)' });
  }
  const described = await database.all('select column_name, column_type from (describe base.snapshots)');
  const structure = Object.fromEntries(described.map((row) => [String(row.column_name), row.column_type]));
  await database.run(
    'create or replace table landing.new_snapshots as select unnest(from_json($1, $2), recursive := true)',
    [JSON.stringify(snapshots.map(({ statement }) => statement.snapshot)), JSON.stringify([structure])],
  );
  await database.run(
    `create or replace table landing.new_successions_delivered as select unnest($1)::date as as_of`,
    [snapshots.filter(({ statement }) => statement.has_successions).map(({ asOf }) => asOf)],
  );
}

interface Insertion {
  name: string;
  target: string;
  columns: string;
}

/** Reads the files of one name of all snapshots in one statement; a snapshot without rows has none. */
async function insertRows(
  database: Database,
  snapshots: readonly AcceptedSnapshot[],
  { name, target, columns }: Insertion,
): Promise<void> {
  const files = snapshots.flatMap(({ folder, statement }, index) =>
    Object.keys(statement.files)
      .filter((file) => file.split('.')[0] === name)
      .map((file) => ({ snapshot_no: index + 1, parquet_path: join(folder, file) })),
  );
  if (files.length === 0) return;
  await database.run(
    `insert into ${target} by name
     with named as (
       select unnest(from_json($1, '[{"snapshot_no": "INTEGER", "parquet_path": "VARCHAR"}]'), recursive := true)
     )
     select ${columns} from read_parquet($2, filename = 'parquet_path', union_by_name = true, hive_partitioning = false)
     inner join named using (parquet_path)`,
    [JSON.stringify(files), files.map((file) => file.parquet_path)],
  );
}
