import type { EngineValue } from '#warehouse/open.server.ts';
import { textCell } from '#warehouse/cells.ts';
import { Unwritable } from './encoder.ts';

/** How a column leaves in a typed file: its values as plain ones that Arrow, Parquet and Excel know. */
export type PlainForm =
  | { is: 'boolean' | 'int32' | 'int64' | 'double' | 'date' | 'timestamp' | 'timestamptz' | 'text' }
  | { is: 'decimal'; width: number; scale: number };

const forms: Record<string, PlainForm['is']> = {
  BOOLEAN: 'boolean',
  TINYINT: 'int32',
  SMALLINT: 'int32',
  INTEGER: 'int32',
  UTINYINT: 'int32',
  USMALLINT: 'int32',
  UINTEGER: 'int64',
  BIGINT: 'int64',
  UBIGINT: 'int64',
  HUGEINT: 'int64',
  UHUGEINT: 'int64',
  FLOAT: 'double',
  DOUBLE: 'double',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamptz',
  TIMESTAMPTZ: 'timestamptz',
};

/**
 * The form of a DuckDB type. Whole numbers of every width beyond 32 bits go as 64 bits (a sum is a HUGEINT, and hardly ever
 * needs them); times, intervals, UUIDs, bits and all that is nested go as text.
 */
export function plainForm(type: string): PlainForm {
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type);
  if (decimal) return { is: 'decimal', width: Number(decimal[1]), scale: Number(decimal[2]) };
  const is = forms[type] ?? 'text';
  return is === 'decimal' ? { is: 'text' } : { is };
}

const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];

/** A value in its form: null, boolean, number, text, days since 1970, microseconds since 1970, unscaled digits. */
export type Plain = null | boolean | number | bigint | string;

/** A value as its form has it. Throws Unwritable for a whole number that needs more than 64 bits. */
export function plainValue(form: PlainForm, value: EngineValue, column: string): Plain {
  if (value === null) return null;
  switch (form.is) {
    case 'int64':
      return int64Of(value, column);
    case 'decimal':
      return typeof value === 'object' && 'scale' in value ? value.value : null;
    case 'date':
      return typeof value === 'object' && 'days' in value ? value.days : null;
    case 'timestamp':
    case 'timestamptz':
      return microsOf(value);
    case 'text':
      return textCell(value);
    default:
      return typeof value === 'number' || typeof value === 'boolean' ? value : null;
  }
}

function int64Of(value: EngineValue, column: string): bigint {
  const whole = typeof value === 'bigint' ? value : BigInt(String(value));
  if (whole < least || whole > most) throw new Unwritable(column, String(whole));
  return whole;
}

/** Microseconds since 1970-01-01 00:00, whatever the unit of the type. */
export function microsOf(value: EngineValue): bigint | null {
  if (value === null || typeof value !== 'object') return null;
  if ('nanos' in value) return value.nanos / 1000n;
  if ('millis' in value) return value.millis * 1000n;
  if ('seconds' in value) return value.seconds * 1_000_000n;
  return 'micros' in value ? value.micros : null;
}
