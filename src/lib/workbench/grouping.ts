import { groupTable, type GroupKey, type GroupTable } from '$lib/shape/groups';
import type { ResultCell } from './ask';
import { cellText, isNumeric, type Result } from './result';
import { measures, plainView, type Measure, type ResultView } from './view';

/** The groups of a result as a view asks for them; null where the result has not the columns that the view names. */
export function groupsOf(result: Result, view: ResultView): GroupTable | null {
  const names = [...view.rows, ...(view.columns === null ? [] : [view.columns])];
  const [rows, columns] = [
    names.map((name) => cellsOf(result, name)),
    view.value && cellsOf(result, view.value),
  ];
  if (view.rows.length === 0 || rows.some((cells) => !cells) || columns === undefined) return null;
  const keys = rows.map((cells) => (cells ?? []).map(keyOf));
  return groupTable({
    rows: keys.slice(0, view.rows.length),
    columns: view.columns === null ? null : (keys.at(-1) ?? []),
    values: columns === null || columns === '' ? null : columns.map(valueOf),
    length: result.rows,
    measure: view.measure,
  });
}

/** What a result is grouped by at first: its first column that is no figure, measured by its first figure. */
export function firstView({ columns }: Result): ResultView {
  const names = columns.filter((column) => !isNumeric(column));
  const value = columns.find(isNumeric)?.name ?? null;
  const [first = columns[0], second] = names;
  if (!first) return plainView;
  return {
    show: second ? 'heatmap' : /^(DATE|TIMESTAMP)/.test(first.type) ? 'line' : 'bar',
    rows: [first.name],
    columns: second?.name ?? null,
    value,
    measure: value === null ? 'count' : 'sum',
  };
}

/** What can be computed of a column: of text only how many there are. */
export function measuresOf({ columns }: Result, value: string | null): readonly Measure[] {
  if (value === null) return ['count'];
  const column = columns.find(({ name }) => name === value);
  return column && isNumeric(column) ? measures : ['count', 'distinct'];
}

function cellsOf({ columns, data }: Result, name: string): ResultCell[] | undefined {
  const at = columns.findIndex((column) => column.name === name);
  return at < 0 ? undefined : data[at];
}

function keyOf(cell: ResultCell): GroupKey {
  return typeof cell === 'number' || typeof cell === 'boolean' ? cell : cellText(cell);
}

function valueOf(cell: ResultCell): string | number | null {
  return typeof cell === 'number' ? cell : cellText(cell);
}
