import type { EngineValue } from './open.server.ts';

/** A value as it stands in JSON. */
export type JsonCell = string | number | boolean | null | JsonCell[] | { [key: string]: JsonCell };

/** Digits that every JavaScript number holds exactly. */
const exactDigits = 15;

/**
 * A value of a result as JSON. Numbers are numbers as long as nothing is lost, otherwise text: whole ones beyond 2^53,
 * decimals of more than 15 digits, and NaN and Infinity, which JSON does not have. Dates are `YYYY-MM-DD`, times and
 * intervals as DuckDB writes them; lists and structs keep their shape, a map is a list of `{key, value}`.
 */
export function jsonCell(value: EngineValue): JsonCell {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return wholeNumber(value) ?? String(value);
  }
  if (value === null) return null;
  if ('scale' in value) return digitsOf(value.value) <= exactDigits ? value.toDouble() : String(value);
  if ('items' in value) return value.items.map(jsonCell);
  if ('tag' in value) return jsonCell(value.value);
  if ('entries' in value) {
    const { entries } = value;
    if (isPairs(entries))
      return entries.map(({ key, value }) => ({ key: jsonCell(key), value: jsonCell(value) }));
    return Object.fromEntries(Object.entries(entries).map(([name, part]) => [name, jsonCell(part)]));
  }
  return written(value);
}

/** A value of a result as text, null as null: what is nested as JSON, everything else as DuckDB writes it. */
export function textCell(value: EngineValue): string | null {
  if (value === null) return null;
  if (typeof value === 'object' && ('items' in value || 'entries' in value || 'tag' in value)) {
    return JSON.stringify(jsonCell(value));
  }
  return written(value);
}

/** As DuckDB writes it: its client writes a day without end, and a moment counted in nanoseconds, as the last one that it can count. */
function written(value: Exclude<EngineValue, null>): string {
  const isEndless = typeof value === 'object' && 'isFinite' in value && !value.isFinite;
  if (isEndless && 'days' in value) return value.days > 0 ? 'infinity' : '-infinity';
  if (isEndless && 'nanos' in value) return value.nanos > 0n ? 'infinity' : '-infinity';
  return String(value);
}

/** A whole number as a JavaScript number, undefined where that would lose digits. */
export function wholeNumber(value: bigint): number | undefined {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

function digitsOf(value: bigint): number {
  return String(value < 0n ? -value : value).length;
}

type Entries = Extract<EngineValue, { entries: unknown }>['entries'];
type Pairs = Extract<Entries, readonly unknown[]>;

function isPairs(entries: Entries): entries is Pairs {
  return Array.isArray(entries);
}
