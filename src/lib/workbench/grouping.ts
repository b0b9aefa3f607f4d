import type { GroupKey, GroupSource, KeyColumn } from '$lib/shape/groups';
import type { ResultCell } from './ask';
import { cellText, figureOf, isNumeric, type Result } from './result';
import { Slices } from './slices';
import { measures, plainView, type Measure, type ResultView } from './view';

/** Groups that can be read in one table. */
export const mostGroups = { rows: 500, columns: 60 } as const;

const restEvery = 1024;

/**
 * What is grouped of a result as a view asks for it; null where the result has not the columns that the view names.
 * Names become places, values figures, so that the parts can be handed over to a worker; in slices, so that the page
 * stays alive meanwhile.
 */
export async function groupSource(result: Result, view: ResultView): Promise<GroupSource | null> {
  const [rows, across] = [view.rows.map((name) => cellsOf(result, name)), view.columns];
  const columns = across === null ? null : cellsOf(result, across);
  const values = view.value === null ? null : cellsOf(result, view.value);
  if (rows.length === 0 || rows.includes(undefined) || columns === undefined || values === undefined)
    return null;
  const slices = new Slices();
  const keyColumns: KeyColumn[] = [];
  for (const cells of rows) keyColumns.push(await keyColumnOf(cells ?? [], slices));
  return {
    length: result.rows,
    rows: keyColumns,
    columns: columns && (await keyColumnOf(columns, slices)),
    values: values && (await valuesOf(values, view.measure, slices)),
    measure: view.measure,
    most: mostGroups,
  };
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

async function keyColumnOf(cells: readonly ResultCell[], slices: Slices): Promise<KeyColumn> {
  const known = new Map<GroupKey, number>();
  const places = new Uint32Array(cells.length);
  for (const [row, cell] of cells.entries()) {
    const key = keyOf(cell);
    const place = known.get(key) ?? known.size;
    known.set(key, place);
    places[row] = place;
    if (row % restEvery === 0) await slices.rest();
  }
  return { names: [...known.keys()], places };
}

/** Figures; where values are only counted, the places of their names. */
async function valuesOf(
  cells: readonly ResultCell[],
  measure: Measure,
  slices: Slices,
): Promise<Float64Array<ArrayBuffer>> {
  if (measure === 'count' || measure === 'distinct') {
    const { names, places } = await keyColumnOf(cells.map(cellText), slices);
    const empty = names.indexOf(null);
    return Float64Array.from(places, (place) => (place === empty ? NaN : place));
  }
  const values = new Float64Array(cells.length);
  for (const [row, cell] of cells.entries()) {
    values[row] = figureOf(cell) ?? NaN;
    if (row % restEvery === 0) await slices.rest();
  }
  return values;
}

function keyOf(cell: ResultCell): GroupKey {
  return typeof cell === 'number' || typeof cell === 'boolean' ? cell : cellText(cell);
}
