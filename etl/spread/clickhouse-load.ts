import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseOf } from '#warehouse/clickhouse/catalogue.ts';
import { quoted, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import {
  createStatements,
  onCluster,
  sumStatement,
  tableName,
  type Layout,
  type Table,
} from '#warehouse/clickhouse/tables.ts';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';
import { contentHashes, hashedColumns, hashOf } from '../steps/content-hash.ts';

/** A version's file and where its tables go. */
export interface TableLoad {
  version: string;
  /** Path of its warehouse.duckdb. */
  path: string;
  layout: Layout;
}

/**
 * Makes the database of a version anew and fills it with the tables of its file, each held against the file by its count
 * and checksum when it is there. Nobody reads it before it is listed. Throws RefusedError not_writable when what came to
 * stand there is not what was sent.
 */
export async function loadTables(
  clickHouse: ClickHouse,
  { version, path, layout }: TableLoad,
  onTable: (done: number, of: number) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lang-kinh-push-'));
  const database = await openMemory({ threads: '2' });
  try {
    await database.run(`attach '${path.replaceAll("'", "''")}' as published (read_only)`);
    await database.run('use published');
    const own = { ...layout, database: databaseOf(layout.database, version) };
    await clickHouse.run(`drop database if exists ${quoted(own.database)}${onCluster(own)} sync`);
    await clickHouse.run(`create database ${quoted(own.database)}${onCluster(own)}`);
    const tables = await publishedTables(database);
    for (const [i, table] of tables.entries()) {
      onTable(i, tables.length);
      await loadTable({ clickHouse, database, file: join(folder, `${i}.parquet`) }, table, own);
    }
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Way {
  clickHouse: ClickHouse;
  database: Database;
  /** Where the rows stand on their way. */
  file: string;
}

async function loadTable({ clickHouse, database, file }: Way, table: Table, layout: Layout): Promise<void> {
  for (const statement of createStatements(table, layout)) await clickHouse.run(statement);
  const [hash] = await contentHashes(database, [table.name]);
  if (hash && hash.rows > 0) {
    await database.run(`copy ${table.name} to '${file.replaceAll("'", "''")}' (format parquet)`);
    await clickHouse.insertParquet({ database: layout.database, name: tableName(table.name) }, file);
    rmSync(file, { force: true });
  }
  const columns = hashedColumns(table.columns);
  const sql = sumStatement({ name: table.name, columns }, layout.database);
  const [found] = await clickHouse.all({ sql, params: {} });
  const names = columns.map(({ name }) => name);
  if (hash && hashOf(names, found) === hash.hash) return;
  throw new RefusedError({
    reason: 'not_writable',
    file: `${layout.database}.${tableName(table.name)}`,
    found: `${String(found?.row_count)} dòng, nội dung không giống bản đã công bố`,
    expected: `${hash?.rows ?? 0} dòng như trong bản đã công bố`,
    hint: 'Bản đang dùng ở đó không đổi. Chạy lại cùng lệnh; nếu vẫn vậy, kiểm tra máy chủ ClickHouse.',
  });
}

/** The tables of an attached file, each with its columns in order. */
async function publishedTables(database: Database): Promise<Table[]> {
  const rows = await database.all(
    `select schema_name || '.' || table_name as table_name, column_name, data_type
     from duckdb_columns() where database_name = 'published' and schema_name in ('marts', 'meta', 'restricted')
     order by schema_name, table_name, column_index`,
  );
  const tables = new Map<string, Table['columns'][number][]>();
  for (const { table_name: table, column_name: name, data_type: type } of rows) {
    const columns = tables.get(String(table)) ?? [];
    tables.set(String(table), columns);
    columns.push({ name: String(name), type: String(type) });
  }
  return [...tables].map(([name, columns]) => ({ name, columns }));
}
