import { type Cell, type Row } from './tally.ts';

/** One disagreement: the row as expected, or what was got in its place. */
export interface Difference {
  table: string;
  key: string;
  expected: string;
  got: string;
}

/** Compares rows as sets: `keys` tell a row, `measures` are compared. Rows of zeros do not matter. */
export function differences(
  table: string,
  { keys, measures }: { keys: readonly string[]; measures: readonly string[] },
  { expected, got }: { expected: readonly Row[]; got: readonly Row[] },
): Difference[] {
  const isEmpty = (row: Row) => measures.length > 0 && measures.every((name) => row[name] === 0);
  const wanted = grouped(expected, keys, measures);
  const found = grouped(
    got.filter((row) => !isEmpty(row)),
    keys,
    measures,
  );
  const all = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  return all.flatMap((key) => {
    const [want, have] = [wanted.get(key) ?? 'no row', found.get(key) ?? 'no row'];
    return want === have ? [] : [{ table, key, expected: want, got: have }];
  });
}

function grouped(
  rows: readonly Row[],
  keys: readonly string[],
  measures: readonly string[],
): Map<string, string> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const key = keys.map((name) => `${name}=${show(row[name])}`).join(' ');
    const text = measures.map((name) => `${name}=${show(row[name])}`).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), text]);
  }
  return new Map([...groups].map(([key, texts]) => [key, texts.sort().join(' | ')]));
}

function show(value: Cell | undefined): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return value.toFixed(9);
  return value === undefined ? 'MISSING' : String(value);
}

/** The first differences as text to read. */
export function describeDifferences(found: readonly Difference[], limit = 12): string {
  const lines = found
    .slice(0, limit)
    .map((one) => `${one.table} [${one.key}]\n  expected ${one.expected}\n  got      ${one.got}`);
  return found.length === 0 ? '' : `${found.length} differences\n${lines.join('\n')}`;
}
