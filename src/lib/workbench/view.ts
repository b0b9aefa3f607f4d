/** How a result is shown: as it came, or grouped as a table, a drawing or a heatmap. */
export const shows = ['rows', 'pivot', 'line', 'bar', 'heatmap'] as const;
export type Show = (typeof shows)[number];

/** What is computed of the values of a group. */
export const measures = ['sum', 'mean', 'median', 'min', 'max', 'count', 'distinct'] as const;
export type Measure = (typeof measures)[number];

/** How a result is shown, by the names of its columns; small, so that it can be kept with the statement. */
export interface ResultView {
  show: Show;
  /** Columns whose values name the groups, the outermost first; of `rows` none. */
  rows: string[];
  /** The column whose values stand across: series of a drawing, columns of a table; null: none. */
  columns: string | null;
  /** The column that is measured; null only where groups are counted. */
  value: string | null;
  measure: Measure;
}

/** The result as it came. */
export const plainView: ResultView = { show: 'rows', rows: [], columns: null, value: null, measure: 'sum' };

/** Columns by which a view groups its rows at most. */
export const mostLevels = 3;
const longestName = 256;
const keys = ['show', 'rows', 'columns', 'value', 'measure'];

/** A view as it was kept, checked; null for what is none: another shape, an unknown word, a name too long or twice. */
export function parseView(kept: unknown): ResultView | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null;
  if (Object.keys(kept).some((key) => !keys.includes(key))) return null;
  const { show, rows, columns, value, measure } = kept as Record<string, unknown>;
  const knownShow = shows.find((each) => each === show);
  const knownMeasure = measures.find((each) => each === measure);
  if (!knownShow || !knownMeasure || !isNames(rows) || !isNameOrNull(columns) || !isNameOrNull(value))
    return null;
  const view = { show: knownShow, rows, columns, value, measure: knownMeasure };
  if (knownShow === 'rows') return rows.length === 0 && columns === null && value === null ? view : null;
  const grouping = columns === null ? rows : [...rows, columns];
  const isWhole = rows.length > 0 && (value !== null || knownMeasure === 'count');
  return isWhole && new Set(grouping).size === grouping.length ? view : null;
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= mostLevels && value.every(isName);
}

function isNameOrNull(value: unknown): value is string | null {
  return value === null || isName(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longestName;
}
