/** A name as an SQL identifier: the one place where names enter a statement. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A path in which DuckDB finds no pattern: signs of patterns stand for themselves in brackets. */
export function plainPath(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}
