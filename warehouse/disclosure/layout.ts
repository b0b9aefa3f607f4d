/** By which attribute a row of counts is split: organisation type or case type. */
export type Face = 0 | 1;

/** What the tables of counts about cases are split by, and where each cell stands in an array of one measure. */
export interface Layout {
  /** First days of all months, ascending. */
  months: readonly string[];
  /** Whole calendar years: their months, as indexes. The first one begins with the data. */
  years: readonly { year: string; months: readonly number[] }[];
  /** Categories of each face: organisation types (null: committees above the grassroots), case types. */
  categories: readonly [readonly (string | null)[], readonly (string | null)[]];
  /** Which whole year a month belongs to; -1: the year is not over. */
  yearOf: Int32Array;
  /** Number of cells of one measure. */
  size: number;
}

/** The tables of which the cells of a layout consist. */
export type TableName =
  | 'month'
  | 'month_by_type'
  | 'month_by_case_type'
  | 'year'
  | 'year_by_type'
  | 'year_by_case_type'
  | 'year_by_type_and_case_type';

const monthFaces = ['month_by_type', 'month_by_case_type'] as const;
const yearFaces = ['year_by_type', 'year_by_case_type'] as const;

/** Lays out months and categories. `asOf` (YYYY-MM-DD) says which year is over. */
export function layOut(months: readonly string[], categories: Layout['categories'], asOf: string): Layout {
  const yearOf = new Int32Array(months.length).fill(-1);
  const years: { year: string; months: number[] }[] = [];
  for (const [m, month] of months.entries()) {
    const year = month.slice(0, 4);
    if (`${year}-12-31` > asOf) continue;
    if (years.at(-1)?.year !== year) years.push({ year, months: [] });
    years.at(-1)?.months.push(m);
    yearOf[m] = years.length - 1;
  }
  const [t, c] = [categories[0].length, categories[1].length];
  const size = months.length * (1 + t + c) + years.length * (1 + t + c + t * c);
  return { months, years, categories, yearOf, size };
}

function count(layout: Layout, face: Face): number {
  return layout.categories[face].length;
}

function afterMonths(layout: Layout): number {
  return layout.months.length * (1 + count(layout, 0) + count(layout, 1));
}

/** Total of a month. */
export function monthTotal(m: number): number {
  return m;
}

/** One category in a month. */
export function monthCell(layout: Layout, face: Face, m: number, x: number): number {
  const { length } = layout.months;
  const before = face === 0 ? length : length * (1 + count(layout, 0));
  return before + m * count(layout, face) + x;
}

/** Total of a year. */
export function yearTotal(layout: Layout, y: number): number {
  return afterMonths(layout) + y;
}

/** One category in a year. */
export function yearCell(layout: Layout, face: Face, y: number, x: number): number {
  const { length } = layout.years;
  const before = face === 0 ? length : length * (1 + count(layout, 0));
  return afterMonths(layout) + before + y * count(layout, face) + x;
}

/** One category of a face together with one of the other in a year. */
export function yearCross(layout: Layout, y: number, cell: { face: Face; x: number; other: number }): number {
  const t = cell.face === 0 ? cell.x : cell.other;
  const c = cell.face === 0 ? cell.other : cell.x;
  const types = count(layout, 0);
  const caseTypes = count(layout, 1);
  const before = afterMonths(layout) + layout.years.length * (1 + types + caseTypes);
  return before + (y * types + t) * caseTypes + c;
}

/** A cell as readers name it; a dimension that the table lacks is undefined. */
export interface CellName {
  table: TableName;
  /** First day of the month or of the year. */
  period: string;
  organizationType?: string | null;
  caseType?: string | null;
}

/** Where a cell stands: a total, a category of a face in a month or year, or two categories (`x` type, `other` case type). */
export interface Place {
  span: 'month' | 'year';
  /** Index of the month or of the year. */
  at: number;
  face: Face | null;
  x: number;
  other: number;
}

/** The names and places of all cells, in the order of the arrays. */
export function cellsOf(layout: Layout): { names: CellName[]; places: Place[] } {
  const years = layout.years.map(({ year }) => `${year}-01-01`);
  const [types, caseTypes] = layout.categories;
  const names: CellName[] = [];
  const places: Place[] = [];
  const add = (name: CellName, place: Partial<Place> & Pick<Place, 'span' | 'at'>) => {
    names.push(name);
    places.push({ face: null, x: -1, other: -1, ...place });
  };
  const addFaces = (
    span: Place['span'],
    tables: readonly [TableName, TableName],
    periods: readonly string[],
  ) => {
    for (const [at, period] of periods.entries())
      for (const [x, organizationType] of types.entries())
        add({ table: tables[0], period: period, organizationType }, { span, at, face: 0, x });
    for (const [at, period] of periods.entries())
      for (const [x, caseType] of caseTypes.entries())
        add({ table: tables[1], period, caseType }, { span, at, face: 1, x });
  };
  for (const [at, period] of layout.months.entries()) add({ table: 'month', period }, { span: 'month', at });
  addFaces('month', monthFaces, layout.months);
  for (const [at, period] of years.entries()) add({ table: 'year', period }, { span: 'year', at });
  addFaces('year', yearFaces, years);
  for (const [at, period] of years.entries())
    for (const [x, organizationType] of types.entries())
      for (const [other, caseType] of caseTypes.entries())
        add(
          { table: 'year_by_type_and_case_type', period, organizationType, caseType },
          { span: 'year', at, x, other },
        );
  return { names, places };
}
