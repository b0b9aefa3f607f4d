import { type Column, matchKey, type Register } from '../contract.ts';

/** Which field of a file holds which column of a register. */
export interface HeaderMap {
  /** The headings as the file has them. */
  headings: readonly string[];
  /** Position of each known column among the fields of the file. */
  positions: ReadonlyMap<string, number>;
  missing: Column[];
  doubled: string[];
  ignored: string[];
}

/** Where the heading of a table stands among its first rows. */
export interface FoundHeader {
  /** First row of the heading, from 0. */
  first: number;
  /** Last row of the heading, a row that only numbers the columns included: data begin below. */
  last: number;
  /** One heading a column, rows of a heading over several rows brought together. */
  headings: string[];
  /** How many columns of the register the heading names; 0: there is none, and the first row stands in. */
  known: number;
}

type Rows = readonly (readonly string[])[];

/** Rows that may be the heading, empty ones not counted: further down nothing is taken for it. */
export const rowsLookedAt = 50;
const mostHeadingRows = 3;

/** Matches the headings of a file with a register's columns: by name or alias, blind to case and tone mark position. */
export function mapHeader(headings: readonly string[], register: Register): HeaderMap {
  const names = namesOf(register);
  const positions = new Map<string, number>();
  const doubled: string[] = [];
  const ignored: string[] = [];
  headings.forEach((heading, position) => {
    const column = names.get(matchKey(heading));
    if (!column) ignored.push(heading.trim());
    else if (positions.has(column)) doubled.push(column);
    else positions.set(column, position);
  });
  const missing = register.columns.filter((column) => !positions.has(column.name));
  return { headings, positions, missing, doubled, ignored: ignored.filter((heading) => heading !== '') };
}

/**
 * Finds the heading among the first rows of a table: one to three rows that name most columns of the register, the
 * fewest rows that do so. Title rows above and a row below that numbers the columns, such as `(1),(2),(3)`, are no data;
 * rows below a heading with all columns that must be there are, whatever heading may follow them.
 */
export function findHeader(rows: Rows, register: Register): FoundHeader {
  const names = namesOf(register);
  const required = register.columns.filter((column) => column.required);
  const filled = firstFilled(rows);
  let best: FoundHeader = { first: filled[0] ?? 0, last: filled[0] ?? 0, headings: [], known: 0 };
  let isWhole = false;
  for (let height = 1; height <= mostHeadingRows && best.known < register.columns.length; height++) {
    for (const first of filled) {
      if (!filled.includes(first + height - 1)) continue;
      const window = rows.slice(first, first + height);
      if (window.some(isBlank) || (isWhole && first > best.first)) continue;
      const { headings, claimed } = mergedHeadings(window, names);
      if (claimed.size <= best.known) continue;
      best = { first, last: first + height - 1, headings, known: claimed.size };
      isWhole = required.every(({ name }) => claimed.has(name));
    }
  }
  if (best.known === 0) return { ...best, headings: [...(rows[best.first] ?? [])] };
  const below = rows.findIndex((row, index) => index > best.last && !isBlank(row));
  return isNumbering(rows[below] ?? [], best.headings.length) ? { ...best, last: below } : best;
}

/** Numbers of the first rows that are not blank. */
function firstFilled(rows: Rows): number[] {
  const filled: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (!isBlank(row)) filled.push(index);
    if (filled.length === rowsLookedAt) break;
  }
  return filled;
}

function namesOf(register: Register): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const column of register.columns) {
    for (const name of [column.name, ...column.aliases]) names.set(matchKey(name), column.name);
  }
  return names;
}

/** One heading a column out of the rows of a heading: what names a known column, lower rows first, else the lowest text. */
function mergedHeadings(window: Rows, names: ReadonlyMap<string, string>) {
  const width = Math.max(...window.map((row) => row.length));
  const headings = Array.from({ length: width }, (_, at) => lowestText(window, at));
  const named = new Set<number>();
  const claimed = new Set<string>();
  for (let level = window.length - 1; level >= 0; level--) {
    const groups = groupsOf(window[level - 1] ?? []);
    const found = headings.flatMap((_, at) => {
      if (named.has(at)) return [];
      const heading = texts(window[level]?.[at] ?? '', groups[at] ?? groups.at(-1)).find((text) =>
        names.has(matchKey(text)),
      );
      const column = names.get(matchKey(heading ?? ''));
      return heading !== undefined && column !== undefined && !claimed.has(column)
        ? [{ at, heading, column }]
        : [];
    });
    for (const { at, heading, column } of found) {
      headings[at] = heading;
      named.add(at);
      claimed.add(column);
    }
  }
  return { headings, claimed };
}

function lowestText(window: Rows, at: number): string {
  return window.findLast((row) => !isEmpty(row[at]))?.[at] ?? '';
}

/** The text of a cell, and the same behind the group that stands above it: `Ngày` over `tiếp nhận`, `kết luận`. */
function texts(text: string, group: string | undefined): string[] {
  return isEmpty(text) || group === undefined ? [text] : [text, `${group} ${text}`];
}

/** For each cell of a row the text that heads it as a group: its own, or the next one to its left. */
function groupsOf(row: readonly string[]): (string | undefined)[] {
  let group: string | undefined;
  return row.map((cell) => (group = isEmpty(cell) ? group : cell));
}

function isEmpty(cell: string | undefined): boolean {
  return cell === undefined || (!/[!-~]/.test(cell) && matchKey(cell) === '');
}

function isBlank(row: readonly string[]): boolean {
  return row.every(isEmpty);
}

/** Whether a row only numbers the columns: letters in order, then numbers in order, as `A,B,1,2` or `(1),(2)=(1)`. */
function isNumbering(row: readonly string[], width: number): boolean {
  const marks = row.flatMap((cell) => {
    const mark = /^[[(]?([a-z]|\d{1,2})[\])]?(?:=.*)?$/.exec(matchKey(cell).replace(/\s/g, ''))?.[1];
    return mark === undefined && isEmpty(cell) ? [] : [mark ?? ''];
  });
  const letters = marks.filter((mark) => /^[a-z]$/.test(mark));
  const expected = marks.map((_, at) =>
    at < letters.length ? String.fromCharCode(97 + at) : String(at - letters.length + 1),
  );
  return marks.length >= Math.max(2, width / 2) && marks.every((mark, at) => mark === expected[at]);
}
