/** A name as an SQL identifier: the one place where names enter a statement. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
