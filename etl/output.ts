import type { Cell, Columns } from '#warehouse/open.server.ts';

type Plain = Cell | undefined;

/** Rows as an aligned table for a terminal. */
export function tableText(names: readonly string[], rows: readonly (readonly Plain[])[]): string {
  const cells = [
    names,
    ...rows.map((row) => row.map((cell) => (cell === null || cell === undefined ? '' : String(cell)))),
  ];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
}

/** Rows as CSV (RFC 4180); null is empty. */
export function csvText(names: readonly string[], rows: readonly (readonly Plain[])[]): string {
  const field = (cell: Plain) => {
    const text = cell === null || cell === undefined ? '' : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names, ...rows].map((row) => row.map(field).join(',')).join('\n');
}

/** Rows as an array of JSON objects. */
export function jsonRows(columns: Columns): string {
  const rows = (columns.data[0] ?? []).map((_, row) =>
    Object.fromEntries(columns.names.map((name, column) => [name, columns.data[column]?.[row] ?? null])),
  );
  return JSON.stringify(rows);
}
