import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseOf } from '#warehouse/clickhouse/catalogue.ts';
import { quoted, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import {
  createStatements,
  fileSumStatement,
  onCluster,
  settleStatements,
  sumStatement,
  tableName,
  type Layout,
  type Table,
} from '#warehouse/clickhouse/tables.ts';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';
import { hashedColumns } from '../steps/content-hash.ts';

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
  load: TableLoad,
  onTable: (done: number, of: number) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lang-kinh-push-'));
  const layout = ownLayout(load);
  try {
    await clickHouse.run(`drop database if exists ${quoted(layout.database)}${onCluster(layout)} sync`);
    await clickHouse.run(`create database ${quoted(layout.database)}${onCluster(layout)}`);
    await withTables(load, async (database, tables) => {
      for (const [i, table] of tables.entries()) {
        onTable(i, tables.length);
        const way = { clickHouse, database, layout };
        await loadTable(way, table, join(folder, `${i}.parquet`));
        if (!(await isWhole(way, table))) throw notWhole(layout, table);
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the tables of a version have the count and the checksum of those in its file. */
export function tablesAreWhole(clickHouse: ClickHouse, load: TableLoad): Promise<boolean> {
  const layout = ownLayout(load);
  return withTables(load, async (database, tables) => {
    for (const table of tables) if (!(await isWhole({ clickHouse, database, layout }, table))) return false;
    return true;
  });
}

function ownLayout({ layout, version }: TableLoad): Layout {
  return { ...layout, database: databaseOf(layout.database, version) };
}

async function withTables<T>(
  { path }: TableLoad,
  work: (database: Database, tables: readonly Table[]) => Promise<T>,
): Promise<T> {
  const database = await openMemory({ threads: '2' });
  try {
    await database.run(`attach ${literal(path)} as published (read_only)`);
    await database.run('use published');
    return await work(database, await publishedTables(database));
  } finally {
    database.close();
  }
}

/** From a file to the database of a version. */
interface Way {
  clickHouse: ClickHouse;
  database: Database;
  layout: Layout;
}

async function loadTable({ clickHouse, database, layout }: Way, table: Table, file: string): Promise<void> {
  for (const statement of createStatements(table, layout)) await clickHouse.run(statement);
  await database.run(`copy ${table.name} to ${literal(file)} (format parquet)`);
  await clickHouse.insertParquet({ database: layout.database, name: tableName(table.name) }, file);
  rmSync(file, { force: true });
  for (const statement of settleStatements(table, layout)) await clickHouse.run(statement);
}

async function isWhole({ clickHouse, database, layout }: Way, table: Table): Promise<boolean> {
  const columns = hashedColumns(table.columns);
  const summed = { name: table.name, columns };
  const [[expected], [found]] = await Promise.all([
    database.all(fileSumStatement(summed)),
    clickHouse.all({ sql: sumStatement(summed, layout.database), params: {} }),
  ]);
  const same = (name: string) => String(found?.[name]) === String(expected?.[name]);
  return same('row_count') && same('row_sum');
}

function notWhole({ database }: Layout, { name }: Table): RefusedError {
  return new RefusedError({
    reason: 'not_writable',
    file: `${database}.${tableName(name)}`,
    found: {
      vi: 'nội dung đọc lại không giống nội dung đã ghi',
      en: 'what was read back is not what was written',
    },
    expected: {
      vi: 'số dòng và tổng kiểm tra như trong bản đã công bố',
      en: 'the number of rows and the checksum of the published version',
    },
    hint: {
      vi: 'Bản đang dùng ở đó không đổi. Chạy lại cùng lệnh; nếu vẫn vậy, kiểm tra máy chủ ClickHouse.',
      en: 'The live version there is unchanged. Run the same command again; if it stays so, look at the ClickHouse server.',
    },
  });
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
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
