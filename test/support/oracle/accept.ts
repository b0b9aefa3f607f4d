import { cleanText, parseField, type Parsed } from './parse.ts';
import { codeColumn, columns, type RegisterName } from './registers.ts';
import { type CsvRecord } from './csv.ts';

export type Value = string | number | null;

/** A row of a register under judgement; `reason` is the first reason against it, if any. */
export interface Judged {
  line: number;
  values: Record<string, Value>;
  /** The row's own code as read, whatever else is wrong with it. */
  code: string | null;
  reason: string | null;
}

const earliest = '1930-01-01';
const mayLieAhead = new Set(['due_on', 'decision_on']);

/** Judges every row of a file on its own, then for codes that stand in it more than once. */
export function judgeRows(
  name: RegisterName,
  { header, rows, asOf }: { header: readonly string[]; rows: readonly CsvRecord[]; asOf: string },
): Judged[] {
  const places = findColumns(name, header);
  const judged = rows.map((row) => judgeRow(name, { row, places, width: header.length, asOf }));
  const copies = new Map<string, number>();
  for (const { code, reason } of judged) {
    if (code !== null && reason !== 'malformed_row') copies.set(code, (copies.get(code) ?? 0) + 1);
  }
  for (const row of judged)
    if (row.code !== null && (copies.get(row.code) ?? 0) > 1) row.reason ??= 'duplicate_code';
  return judged;
}

/** Whether the record names every column that the register must have: what stands above it is a title. */
export function isHeader(name: RegisterName, fields: readonly string[]): boolean {
  const places = findColumns(name, fields);
  return columns[name].every((column) => !column.required || places.has(column.name));
}

function findColumns(name: RegisterName, header: readonly string[]): Map<string, number> {
  const fold = (text: string) => (cleanText(text) ?? '').toLowerCase();
  const titles = header.map(fold);
  const places = new Map<string, number>();
  for (const column of columns[name]) {
    const place = titles.findIndex((title) => [column.name, ...column.aliases].map(fold).includes(title));
    if (place >= 0) places.set(column.name, place);
  }
  return places;
}

interface RowAt {
  row: CsvRecord;
  places: Map<string, number>;
  width: number;
  asOf: string;
}

function judgeRow(name: RegisterName, { row, places, width, asOf }: RowAt): Judged {
  const own = codeColumn[name];
  const ownPlace = own === undefined ? undefined : places.get(own);
  const code = ownPlace === undefined ? null : cleanText(row.fields[ownPlace] ?? '');
  if (row.fields.length !== width) return { line: row.line, values: {}, code, reason: 'malformed_row' };
  const parsed = new Map<string, Parsed>();
  for (const column of columns[name]) {
    const place = places.get(column.name);
    parsed.set(
      column.name,
      place === undefined ? { state: 'null' } : parseField(column, row.fields[place] ?? ''),
    );
  }
  const values: Record<string, Value> = {};
  for (const [column, field] of parsed) values[column] = field.state === 'value' ? field.value : null;
  return { line: row.line, values, code, reason: firstReason(name, parsed, { values, asOf }) };
}

function firstReason(
  name: RegisterName,
  parsed: Map<string, Parsed>,
  { values, asOf }: { values: Record<string, Value>; asOf: string },
): string | null {
  const states = [...parsed.values()].map((field) => field.state);
  const missing = columns[name].some(
    (column) => column.required && parsed.get(column.name)?.state === 'null',
  );
  if (missing || (name === 'successions' && values.to_code === null && values.event !== 'ended'))
    return 'missing_value';
  if (states.includes('wrong_type')) return 'wrong_type';
  if (states.includes('unknown_code')) return 'unknown_code';
  if (columns[name].some((column) => column.kind === 'date' && outOfRange(column.name, values, asOf))) {
    return 'date_out_of_range';
  }
  return name === 'cases' ? caseReason(values) : null;
}

function outOfRange(column: string, values: Record<string, Value>, asOf: string): boolean {
  const date = values[column];
  if (typeof date !== 'string') return false;
  return date < earliest || (date > asOf && !mayLieAhead.has(column));
}

function caseReason(values: Record<string, Value>): string | null {
  const { received_on, concluded_on, closed_on, closing, stage } = values;
  const received = String(received_on);
  if (typeof closed_on === 'string' && closed_on < received) return 'dates_contradict';
  if (typeof concluded_on === 'string') {
    if (concluded_on < received) return 'dates_contradict';
    if (typeof closed_on === 'string' && concluded_on > closed_on) return 'dates_contradict';
  }
  const signs = [stage === 'closed', closed_on !== null, closing !== null];
  return signs.every(Boolean) || !signs.some(Boolean) ? null : 'closing_mismatch';
}
