/** What a cell is on this side: DATE is 'YYYY-MM-DD', whole numbers are numbers, never bigint. */
export type Cell = string | number | boolean | null | Cell[];
export type Row = Record<string, Cell>;
export type Parameter = string | number | boolean | null | readonly string[];
export type Parameters = readonly Parameter[] | Readonly<Record<string, Parameter>>;

/** Rows as columns: one array a column, with DuckDB's type names. */
export interface Columns {
  names: string[];
  types: string[];
  data: Cell[][];
}

/** Whether a parameter is a list of texts. */
export function isText(value: Parameter): value is readonly string[] {
  return Array.isArray(value);
}

/** Parameters by name: positional ones are named "1", "2", ... */
export function named(params: Parameters): [string, Parameter][] {
  return isPositional(params) ? params.map((value, i) => [String(i + 1), value]) : Object.entries(params);
}

function isPositional(params: Parameters): params is readonly Parameter[] {
  return Array.isArray(params);
}

/** A value that stands for a placeholder of somebody's own statement. */
export type Argument = string | number | boolean | null | readonly string[] | readonly number[];

/** Placeholders without a value, and values without a placeholder. */
export class ArgumentMismatch extends Error {
  override readonly name = 'ArgumentMismatch';
  readonly missing: readonly string[];
  readonly unknown: readonly string[];

  constructor(missing: readonly string[], unknown: readonly string[]) {
    super(`Missing: ${missing.join(', ')}; unknown: ${unknown.join(', ')}.`);
    this.missing = missing;
    this.unknown = unknown;
  }
}
