import { isRefusedFunction, type AllowedTables } from '#warehouse/select-gate.ts';
import type { Suggestion } from '../protocol.ts';
import type { Workshop } from './run.ts';

const mostSuggestions = 60;
const longestText = 20_000;

/** What may stand next after a statement that is being written, by the engine itself; nothing that the gate would refuse. */
export async function complete({ sandbox, allowed }: Workshop, sql: string): Promise<Suggestion[]> {
  if (sql.length > longestText) return [];
  const rows = await sandbox.database.all(
    'select suggestion, suggestion_start, suggestion_type from sql_auto_complete($1::varchar)',
    [sql],
  );
  return rows
    .map((row) => ({
      text: String(row.suggestion).trim(),
      start: Number(row.suggestion_start),
      kind: String(row.suggestion_type),
    }))
    .filter(({ text, kind }) => isUsable(text, kind, allowed))
    .slice(0, mostSuggestions);
}

function isUsable(text: string, kind: string, allowed: AllowedTables): boolean {
  if (text === '' || kind === 'file_name' || kind === 'directory' || kind === 'catalog') return false;
  if (kind === 'table_function') return false;
  if (kind === 'scalar_function' || kind === 'function') return !isRefusedFunction(text.replace(/\(.*$/, ''));
  if (kind === 'table') return allowed.unqualified.has(text);
  return kind !== 'schema' || text.startsWith('marts') || text.startsWith('meta');
}
