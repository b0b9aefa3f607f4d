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

/** Matches the headings of a file with a register's columns: by name or alias, blind to case and tone mark position. */
export function mapHeader(headings: readonly string[], register: Register): HeaderMap {
  const names = new Map<string, string>();
  for (const column of register.columns) {
    for (const name of [column.name, ...column.aliases]) names.set(matchKey(name), column.name);
  }
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
