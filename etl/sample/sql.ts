import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';

/** Folder of the sample's SQL and literal facts. */
export function factsFolder(): string {
  return join(projectRoot(), 'etl', 'sample');
}

/** Text of a file under etl/sample/, such as `project/cases.sql`. */
export function sampleSql(path: string): string {
  return readFileSync(join(factsFolder(), path), 'utf8');
}

/** Runs whole files of statements one after another. */
export async function runFiles(database: Database, paths: readonly string[]): Promise<void> {
  for (const path of paths) await database.run(sampleSql(path));
}

/** Sets variables that the SQL files read with getvariable(). */
export async function setVariables(
  database: Database,
  values: Readonly<Record<string, string | number>>,
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (!/^[a-z_]+$/.test(name)) throw new Error(`Not a variable's name: ${name}`);
    await database.run(`set variable ${name} = $1`, [value]);
  }
}
