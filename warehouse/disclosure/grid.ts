import { cellsOf, layOut, type CellName, type Layout, type Place } from './layout.ts';
import type { Database, Row } from '../open.server.ts';
import { sqlFile } from '../project.ts';
import type { Thresholds } from './thresholds.ts';
import { type Presence, vacantCells, vacantOf } from './presence.ts';

/** Counts about cases, in the order in which they are decided: what comes in, goes out and waits first. */
export const caseMeasures = [
  'opened_count',
  'closed_count',
  'pending_end_count',
  'overdue_end_count',
  'closed_with_due_count',
  'closed_on_time_count',
  'first_pass_count',
  'concluded_count',
  'decision_count',
  'concluded_before_count',
] as const;
export type CaseMeasure = (typeof caseMeasures)[number];

/** Measures taken at a month's end: they stand in the tables of months only. */
export const stocks: readonly string[] = ['pending_end_count', 'overdue_end_count'];

/** Sums of working days, which follow the counts of closed and pending cases. */
export const dayMeasures = ['external_workdays', 'total_workdays'] as const;

/** All cells of the tables about cases with their true values. */
export interface Grid {
  layout: Layout;
  names: readonly CellName[];
  places: readonly Place[];
  values: Readonly<Record<CaseMeasure | (typeof dayMeasures)[number], Float64Array>>;
  /** From how many on a cell is shown. */
  thresholds: Float64Array;
  /** 1: of a type without any organisation in the period, and nothing counted: everybody knows that it is 0. */
  vacant: Readonly<Record<CaseMeasure, Uint8Array>>;
}

/** The counts of a grid, without its working days. */
export function countsOf({ values }: Grid): Record<CaseMeasure, Float64Array> {
  return Object.fromEntries(caseMeasures.map((name) => [name, values[name]])) as Record<
    CaseMeasure,
    Float64Array
  >;
}

/** Reads the marts of `database` into the cells of the restricted tables. */
export async function readGrid(
  database: Database,
  { thresholds, presence }: { thresholds: Thresholds; presence: Presence },
  asOf: string,
): Promise<Grid> {
  const rows = await database.all(sqlFile('disclosure/case-cells.sql'), { as_of: asOf });
  const layout = await readLayout(database, rows, asOf);
  const { names, places } = cellsOf(layout);
  const indexes = new Map(names.map((name, index) => [keyOf(name), index]));
  const cells = rows.map((row) => indexes.get(keyOfRow(row)));
  const fill = (measure: string) => {
    const array = new Float64Array(layout.size);
    for (const [at, row] of rows.entries()) {
      const cell = cells[at];
      if (cell !== undefined) array[cell] = Number(row[measure] ?? 0);
    }
    return array;
  };
  const all = [...caseMeasures, ...dayMeasures].map((measure) => [measure, fill(measure)] as const);
  const values = Object.fromEntries(all) as Grid['values'];
  const emptyCells = (isStock: boolean) => vacantCells(presence, names, { months: layout.months, isStock });
  const [empty, emptyAtEnds] = [emptyCells(false), emptyCells(true)];
  const vacant = caseMeasures.map((measure) => {
    const own = stocks.includes(measure) ? emptyAtEnds : empty;
    return [measure, vacantOf(own, values[measure])] as const;
  });
  return {
    layout,
    names,
    places,
    values,
    vacant: Object.fromEntries(vacant) as Grid['vacant'],
    thresholds: Float64Array.from(names, ({ caseType }) => thresholdOf(thresholds, caseType)),
  };
}

async function readLayout(database: Database, rows: readonly Row[], asOf: string): Promise<Layout> {
  const months = await database.all(
    'select month from marts.dim_month where last_day(month) <= $as_of::date order by month',
    { as_of: asOf },
  );
  const codes = (table: string, column: string) =>
    [...new Set(rows.filter((row) => row.table_name === table).map((row) => row[column] ?? null))]
      .map((code) => (code === null ? null : String(code)))
      .sort((a, b) => ((a ?? '~') < (b ?? '~') ? -1 : 1));
  return layOut(
    months.map(({ month }) => String(month)),
    [codes('month_by_type', 'organization_type'), codes('month_by_case_type', 'case_type')],
    asOf,
  );
}

function thresholdOf(thresholds: Thresholds, caseType: string | null | undefined): number {
  return Math.max(thresholds.general, thresholds.byCaseType.get(caseType ?? '') ?? 0);
}

/** One text for one cell. */
export function keyOf({ table, period, organizationType, caseType }: CellName): string {
  return `${table} ${period} ${organizationType ?? ''} ${caseType ?? ''}`;
}

/** The same of a row with the columns table_name, period, organization_type, case_type. */
export function keyOfRow(row: Row): string {
  return `${String(row.table_name)} ${String(row.period)} ${String(row.organization_type ?? '')} ${String(row.case_type ?? '')}`;
}
