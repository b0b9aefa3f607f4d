import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRecord, jsonOrNull } from '#warehouse/json.ts';
import { ownMark } from '../steps/process.ts';
import { replaceFile } from '../steps/seal.ts';
import { places, type Surroundings } from '../surroundings.ts';

/** What a data folder has written down under a name, in its private folder; empty where there is nothing to read. */
export function ledgerOf({ dataDir }: Surroundings, name: string): Record<string, unknown> {
  const path = pathOf(dataDir, name);
  if (!existsSync(path)) return {};
  const value = jsonOrNull(readFileSync(path, 'utf8'));
  return isRecord(value) ? value : {};
}

/** Writes down an entry beside the others of that name. */
export function enterInLedger(
  surroundings: Surroundings,
  name: string,
  entry: Readonly<Record<string, unknown>>,
): void {
  const path = pathOf(surroundings.dataDir, name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(path, `${JSON.stringify({ ...ledgerOf(surroundings, name), ...entry })}\n`, ownMark());
}

function pathOf(dataDir: string, name: string): string {
  return join(places(dataDir).private, `${name}.json`);
}
