import { readFileSync } from 'node:fs';
import type { Database } from '#warehouse/open.server.ts';
import type { Hold } from '../protocol.ts';

const settings = [
  'access_mode',
  'enable_external_access',
  'lock_configuration',
  'temp_directory',
  'allowed_directories',
  'allowed_paths',
  'allowed_configs',
  'autoload_known_extensions',
  'allow_community_extensions',
  'memory_limit',
  'threads',
];

/** How this very process is held: what the kernel says of it, and what its DuckDB, with this file open, is set to. */
export async function holdOf(database: Database, path: string): Promise<Hold> {
  const rows = await database.all(
    'select name, value from duckdb_settings() where list_contains($1::varchar[], name)',
    [settings],
  );
  const status = read('/proc/self/status');
  const limits = read('/proc/self/limits');
  return {
    uid: process.getuid?.() ?? -1,
    capabilities: /^CapEff:\s*0*([0-9a-f]+)$/m.exec(status)?.[1] ?? 'unknown',
    noNewPrivileges: /^NoNewPrivs:\s*1$/m.test(status),
    interfaces: read('/proc/net/dev')
      .split('\n')
      .filter((line) => /^\s*[^\s:|]+:/.test(line) && !/^\s*lo:/.test(line)).length,
    fileBytes: limitOf(limits, 'Max file size'),
    dataBytes: limitOf(limits, 'Max data size'),
    engine: {
      ...Object.fromEntries(rows.map(({ name, value }) => [String(name), String(value)])),
      disabled_filesystems: (await readsFiles(database, path)) ? '' : 'LocalFileSystem',
    },
    environment: Object.keys(process.env).sort(),
  };
}

/** DuckDB does not show this setting. The open file is what it would let be read otherwise. */
async function readsFiles(database: Database, path: string): Promise<boolean> {
  try {
    await database.all('select size from read_blob($1::varchar)', [path]);
    return true;
  } catch (error) {
    return !/LocalFileSystem has been disabled/.test(String(error));
  }
}

function limitOf(limits: string, name: string): number | null {
  const found = new RegExp(`^${name}\\s+(\\S+)`, 'm').exec(limits)?.[1];
  return found === undefined || found === 'unlimited' ? null : Number(found);
}

/** Other systems than Linux tell none of this: then nothing is claimed. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause) return '';
    throw cause;
  }
}
