/** Why a cell holds no figure: nothing counted, nothing to count, nobody told, not to be told. */
export type EmptyKind = 'zero' | 'not_applicable' | 'not_reported' | 'suppressed';

/** A cell: its text, its fixed colour step (0-4) or why it is empty, and a second line where there is one. */
export interface HeatCell {
  text: string;
  step?: number;
  empty?: EmptyKind;
  note?: string;
}

export interface HeatRow {
  key: string;
  label: string;
  href?: string | undefined;
  chosen?: boolean;
  cells: HeatCell[];
  total?: string;
}

export interface HeatGroup {
  label: string | null;
  rows: HeatRow[];
}

/** A heatmap as plain data: a table whose cells carry figures and fixed colour steps. */
export interface HeatmapData {
  caption: string;
  corner: string;
  columns: { key: string; label: string }[];
  /** Headings above the columns, each over some of them. */
  columnGroups?: { label: string; span: number }[];
  groups: HeatGroup[];
  totals: { label: string; columns: string[]; all: string } | null;
  palette: 'count' | 'rate';
  /** What each of the five steps stands for, in order. */
  steps: string[];
}

/** Which kinds of empty cell occur, in the order of the legend. */
export function emptyKindsOf(data: HeatmapData): EmptyKind[] {
  const cells = data.groups.flatMap((group) => group.rows).flatMap((row) => row.cells);
  const found = new Set(cells.map((cell) => cell.empty));
  return (['zero', 'not_applicable', 'not_reported', 'suppressed'] as const).filter((kind) =>
    found.has(kind),
  );
}
