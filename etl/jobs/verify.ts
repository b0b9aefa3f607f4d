import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks, checkNames } from '#warehouse/checks.ts';
import type { Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { fileHash } from '../read/bytes.ts';
import { contentHashes } from '../steps/content-hash.ts';
import { publishedTables } from '../steps/published-file.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { liveOrRefuse, openLive } from './versions.ts';

export interface Verification {
  version: string;
  passed: boolean;
  files: { file: string; passed: boolean }[];
  checks: {
    name: string;
    claim: string;
    offending_rows: number;
    passed: boolean;
    from: 'warehouse' | 'analyst';
  }[];
  tables: { table: string; passed: boolean }[];
  reconciliation: { agree: number; differ: number; not_computed: number };
}

/** Recomputes file hashes, content hashes and checks on the live files, against the manifest. */
export async function verify(surroundings: Surroundings): Promise<Verification> {
  const manifest = liveOrRefuse(surroundings);
  const folder = join(places(surroundings.dataDir).published, manifest.version);
  const files = Object.entries(manifest.files).map(([file, hash]) => ({
    file,
    passed: existsSync(join(folder, file)) && fileHash(join(folder, file)) === hash,
  }));
  if (files.some(({ passed }) => !passed)) {
    return {
      version: manifest.version,
      passed: false,
      files,
      checks: [],
      tables: [],
      reconciliation: manifest.reconciliation,
    };
  }
  const perCase = checkNames().filter((name) => /\bfct_cases\b/.test(sqlFile(`checks/${name}.sql`)));
  const perMonth = checkNames().filter((name) => !perCase.includes(name));
  const open = (from: 'warehouse' | 'analyst') => openLive(surroundings, manifest.version, `${from}.duckdb`);
  const checks = [
    ...(await checked(open, perMonth, 'warehouse')),
    ...(await checked(open, perCase, 'analyst')),
  ];
  const tables = await withFile(open('warehouse'), async (database) =>
    (await contentHashes(database, publishedTables(false))).map(({ table, hash }) => ({
      table,
      passed: manifest.content_hashes[table] === hash,
    })),
  );
  const passed = checks.every((check) => check.passed) && tables.every((table) => table.passed);
  return {
    version: manifest.version,
    passed,
    files,
    checks,
    tables,
    reconciliation: manifest.reconciliation,
  };
}

async function checked(
  open: (from: 'warehouse' | 'analyst') => Promise<Database>,
  names: readonly string[],
  from: 'warehouse' | 'analyst',
) {
  const results = await withFile(open(from), (database) => runChecks(database, names));
  return results.map(({ name, claim, offendingRows }) => ({
    name,
    claim,
    offending_rows: offendingRows,
    passed: offendingRows === 0,
    from,
  }));
}

async function withFile<T>(opening: Promise<Database>, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await opening;
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
