import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFile } from '#etl/steps/store.ts';
import { restrictedTables } from '#etl/steps/disclose.ts';
import { publishedTables } from '#etl/steps/published-file.ts';
import { models } from '#warehouse/build.ts';
import { checkNames } from '#warehouse/checks.ts';
import type { Database } from '#warehouse/open.server.ts';
import { projectRoot, sqlFile } from '#warehouse/project.ts';
import { dictionaryIn } from '../../src/lib/server/sql/dictionary.ts';
import { writeGoldenWorld } from '../etl/golden-world.ts';
import { makePlace } from '../etl/support.ts';
import { copyOfLive } from './support.ts';

const place = makePlace('2026-03-25');
const files = readdirSync(join(projectRoot(), 'warehouse'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.sql'))
  // Those are in the words of ClickHouse, which runs them in its own test.
  .filter((name) => !name.startsWith('clickhouse/'))
  .sort();
const below = (folder: string) => files.filter((name) => name.startsWith(`${folder}/`));

let database: Database;

beforeAll(async () => {
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
  database = await copyOfLive(place.dataDir);
  await database.run('create schema store');
  await runFile(database, 'steps/store.sql');
});

afterAll(() => {
  database.close();
  place.remove();
});

/** Parameters of a statement, all null. */
function nothingFor(sql: string): Record<string, null> {
  const code = sql.replace(/--.*$/gm, '');
  return Object.fromEntries([...code.matchAll(/\$([a-z_0-9]+)/g)].map(([, name]) => [name ?? '', null]));
}

describe('every SQL file', () => {
  it('stands in a folder whose files are bound below', () => {
    // Those of parts, federation and what is carried on run in tests of their own, over several files.
    const folders = [
      'carried',
      'changes',
      'checks',
      'queries',
      'questions',
      'models',
      'figures',
      'parts',
      'federation',
      'disclosure',
    ];
    const bound = folders.flatMap(below).sort();
    expect(bound).toEqual(files);
    expect(bound.length).toBeGreaterThan(70);
  });

  const read = ['queries', 'questions', 'checks', 'disclosure'].flatMap(below);

  it.each(read)('%s binds', async (file) => {
    const sql = sqlFile(file);
    const plan = await database.all(`explain ${sql}`, nothingFor(sql));
    expect(plan.length).toBeGreaterThan(0);
  });
});

describe('every column of a published table', () => {
  it.each(['vi', 'en'] as const)('is told of in the dictionary, in %s', async (lang) => {
    const dictionary = dictionaryIn(lang);
    const published = new Set(publishedTables(true));
    const columns = await database.all(
      `select table_schema || '.' || table_name as table_name, column_name from information_schema.columns
      where table_schema in ('marts', 'meta')`,
    );
    const silent = columns
      .map((row) => [String(row.table_name), String(row.column_name)] as const)
      .filter(([table, column]) => published.has(table) && dictionary.column(table, column) === null);
    expect(columns.length).toBeGreaterThan(150);
    expect(silent).toEqual([]);
  });
});

describe('every model', () => {
  it('is built, once, and gives a table of a published file where it should', () => {
    const marts = [...below('models/intermediate'), ...below('models/marts')];
    expect(models.map(({ path }) => path).sort()).toEqual(marts.sort());
    expect(new Set(models.map(({ table }) => table)).size).toBe(models.length);
  });

  it('of meta is published under its name', () => {
    const made = publishedTables(true).filter((table) => table.startsWith('meta.'));
    const filed = below('models/meta').map((file) =>
      file.replace('models/meta/', 'meta.').replace('.sql', ''),
    );
    expect(made.sort()).toEqual([...filed, 'meta.checks', 'meta.metrics'].sort());
  });

  it('of case rows is in the analyst’s file only', async () => {
    expect(publishedTables(true).filter((table) => !publishedTables(false).includes(table))).toEqual([
      'marts.fct_cases',
    ]);
    const tables = async (name: string) =>
      (
        await database.all(
          `select schema_name || '.' || table_name as name from duckdb_tables() where database_name = $1`,
          [name],
        )
      )
        .map((row) => row.name)
        .sort();
    const restricted = restrictedTables.map((table) => `restricted.${table}`);
    expect(await tables('warehouse')).toEqual([...publishedTables(false), ...restricted].sort());
    expect(await tables('analyst')).toEqual(publishedTables(true).sort());
  });

  it('counts in BIGINT and dates in DATE, so that no page meets a HUGEINT or a TIMESTAMP', async () => {
    const odd = await database.all(
      `select table_name, column_name, data_type from duckdb_columns()
       where database_name = 'analyst' and (data_type in ('HUGEINT', 'DOUBLE', 'TIMESTAMP WITH TIME ZONE')
         or column_name like '%\\_count' escape '\\' and data_type not in ('BIGINT', 'INTEGER')
         or (column_name like '%\\_date' escape '\\' or column_name in ('month', 'as_of')) and data_type <> 'DATE')`,
    );
    expect(odd).toEqual([]);
  });
});

it('every check is found by its file', () => {
  expect(below('checks')).toEqual(checkNames().map((name) => `checks/${name}.sql`));
});
