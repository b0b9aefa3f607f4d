/** Why a cell holds no figure: nothing counted, nothing to count, nobody told, not to be told. */
export type EmptyKind = 'zero' | 'not_applicable' | 'not_reported' | 'suppressed';

/** A cell: its text, its fixed colour step (0-4) or why it is empty, and a second line where there is one. */
export interface HeatCell {
  text: string;
  step?: number;
  empty?: EmptyKind;
  note?: string;
  /** The count itself, where what part of its row it is can be told. */
  value?: number;
}

export interface HeatRow {
  key: string;
  label: string;
  /** The name where it is read alone, if it is longer. */
  full?: string;
  href?: string | undefined;
  chosen?: boolean;
  cells: HeatCell[];
  total?: string;
  /** The sum of the row's cells, where they add up. */
  sum?: number | null;
}

export interface HeatGroup {
  label: string | null;
  rows: HeatRow[];
}

/** Where the cells and headings of a heatmap lead: to the same page with a row, a column or both chosen. */
export interface HeatLinks {
  /** The address without a choice. */
  clear: string;
  /** The path, and what stands before the chosen column, between it and the chosen row, and after it. */
  path: string;
  parts: [before: string, between: string, after: string];
  /** Keys of the chosen row and column. */
  row: string | null;
  column: string | null;
}

/** A heatmap as plain data: a table whose cells carry figures and fixed colour steps. */
export interface HeatmapData {
  caption: string;
  corner: string;
  /** `full`: the name where it is read alone. */
  columns: { key: string; label: string; full?: string }[];
  /** Headings above the columns, each over some of them. */
  columnGroups?: { label: string; span: number }[];
  groups: HeatGroup[];
  totals: { label: string; columns: string[]; all: string } | null;
  /** The heading of the rows' totals, where it is not the label of the columns' totals. */
  totalHeading?: string;
  palette: 'count' | 'rate';
  /** What each of the five steps stands for, in order. */
  steps: string[];
  links?: HeatLinks | null;
  /** What the figures count, for a figure that is read aloud: of one, and of others. */
  unit?: [string, string];
  /** Rows that hold nothing, in a sentence. */
  folded?: string;
  /** Where more months are shown, the earliest of which stand before the first column. */
  earlier?: { href: string; label: string } | null;
}

/** Which kinds of empty cell occur, in the order of the legend. */
export function emptyKindsOf(data: HeatmapData): EmptyKind[] {
  const cells = data.groups.flatMap((group) => group.rows).flatMap((row) => row.cells);
  const found = new Set(cells.map((cell) => cell.empty));
  return (['zero', 'not_applicable', 'not_reported', 'suppressed'] as const).filter((kind) =>
    found.has(kind),
  );
}

/** Equal cells as one object, so that a page of many cells names each of them once. */
export function shareCells(): (cell: HeatCell) => HeatCell {
  const known = new Map<string, HeatCell>();
  return (cell) => {
    const key = `${cell.text}|${cell.step ?? ''}|${cell.empty ?? ''}|${cell.note ?? ''}`;
    const first = known.get(key) ?? cell;
    known.set(key, first);
    return first;
  };
}

/**
 * The address that a cell (both keys), a row or a column heading (the other key null) leads to: chosen already, it
 * takes the choice away.
 */
export function heatLink(links: HeatLinks, row: string | null, column: string | null): string {
  if (links.row === row && links.column === column) return links.clear;
  const [before, between, after] = links.parts;
  const chosenColumn = column === null ? '' : `column=${encoded(column)}`;
  const chosenRow = row === null ? '' : `row=${encoded(row)}`;
  const parts = [before, chosenColumn, between, chosenRow, after];
  return `${links.path}?${parts.filter((part) => part !== '').join('&')}`;
}

function encoded(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+');
}
