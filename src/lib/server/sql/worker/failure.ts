import { UnreadableSql } from '#warehouse/gate.ts';
import { ArgumentMismatch } from '#warehouse/open.server.ts';
import { RefusedSql } from '#warehouse/select-gate.ts';
import type { Failure } from '../protocol.ts';
import { Unwritable } from './encode/encoder.ts';

/** After such an error DuckDB answers nothing any more until it is opened anew. */
const brokenBy = new Set(['INTERNAL', 'FATAL']);

/** What went wrong, for the server; positions are in characters of the statement from here on. */
export function failureOf(error: unknown, { sql, isStopped }: { sql: string; isStopped: boolean }): Failure {
  if (error instanceof RefusedSql) {
    const { code, found, position } = error;
    return { kind: 'refused', code, found, position: characterAt(sql, position) };
  }
  if (error instanceof ArgumentMismatch) {
    return { kind: 'arguments', missing: [...error.missing], unknown: [...error.unknown] };
  }
  if (error instanceof Unwritable) return { kind: 'unwritable', column: error.column, value: error.value };
  const { type, message, position } = engineError(error);
  if (type === 'INTERRUPT' || type === 'Interrupt') return { kind: 'stopped' };
  if (isStopped && type === 'unknown') return { kind: 'stopped' };
  if (type === 'Out of Memory' || /bad_alloc|out of memory|memory allocation failure/i.test(message))
    return { kind: 'memory' };
  if (brokenBy.has(type.toUpperCase())) return { kind: 'crash' };
  return { kind: 'engine', type, message: withoutPaths(message), position: characterAt(sql, position) };
}

/** With `errors_as_json` DuckDB's errors are JSON, at times behind a word that says their kind. */
function engineError(error: unknown): { type: string; message: string; position: number | null } {
  if (error instanceof UnreadableSql)
    return { type: 'Parser', message: error.message, position: error.position };
  const text = error instanceof Error ? error.message : String(error);
  const json = text.slice(Math.max(0, text.indexOf('{')));
  try {
    const parsed = JSON.parse(json) as Record<string, unknown>;
    const position = Number(parsed.position ?? NaN);
    return {
      type: String(parsed.exception_type ?? 'unknown'),
      message: String(parsed.exception_message ?? text),
      position: Number.isSafeInteger(position) ? position : null,
    };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return { type: 'unknown', message: text, position: null };
  }
}

/** Where on this machine something lies is nobody's business. */
function withoutPaths(message: string): string {
  return message.replace(/(?:\/[\w.@+-]+){2,}\/?/g, '…').replace(/\n*\s*LINE \d+:[\s\S]*$/, '');
}

/** DuckDB counts bytes; editors count UTF-16 units. */
function characterAt(sql: string, bytes: number | null): number | null {
  if (bytes === null) return null;
  const all = Buffer.from(sql, 'utf8');
  return bytes > all.length ? null : all.subarray(0, bytes).toString('utf8').length;
}
