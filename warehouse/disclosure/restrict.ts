import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Database, Row } from '../open.server.ts';
import { sqlFile } from '../project.ts';
import { settled } from '../side-by-side.ts';
import type { Highs } from 'highs';
import { decideCases, listedMarks } from './cases.ts';
import { caseMeasures, countsOf, dayMeasures, keyOf, readGrid, type Grid } from './grid.ts';
import { remember, seenFrom, type Past, type Seen } from './memory.ts';
import { families, type Family } from './past.ts';
import { fingerprints, rowFingerprints, touchedCells, touchedRows } from './freshness.ts';
import { readPresence } from './presence.ts';
import type { Marks } from './marks.ts';
import { decideRows, readRows, type Rows } from './rows.ts';
import { personDuties, readThresholds, type ThresholdTable } from './thresholds.ts';
import type { Nesting } from './relations.ts';
import type { Settled } from './settle.ts';
import { tally, type Tally } from './tally.ts';
import { loadSolver } from './worlds.ts';

export const dutyMeasures = ['due_count', 'judged_count', 'on_time_count', 'overdue_count'] as const;
const dutyNestings: readonly Nesting<(typeof dutyMeasures)[number]>[] = [
  { whole: 'due_count', parts: ['judged_count'] },
  { whole: 'judged_count', parts: ['on_time_count', 'overdue_count'] },
];
export const memberMeasures = ['member_count'] as const;
export const quantileMeasures = ['median', 'p80', 'p90'] as const;

/** A row of a restricted table: figures that are hidden, or not in the list, are null. */
export interface RestrictedRow {
  table: string;
  period: string;
  organizationType: string | null;
  code: string | null;
  figures: Record<string, number | null>;
}

/** What restricted readers get, family by family, with what must be remembered for the next publish. */
export interface Restricted {
  cases: RestrictedRow[];
  members: RestrictedRow[];
  duties: RestrictedRow[];
  seen: Record<Family, Seen[]>;
  tallies: Tally[];
  /** Cells that follow from what earlier versions showed, whatever is hidden now. */
  lost: number;
  /** Families of which everything is hidden, as a cell followed from what would be shown. */
  closed: Family[];
  /** Fingerprints of the months of all families, and of the years of the cases. */
  prints: ReadonlyMap<string, string>;
}

/** Decides what restricted readers see of the marts in `database`, whose newest snapshot is of `asOf` (YYYY-MM-DD). */
export async function restrict(
  database: Database,
  past: Record<Family, Past>,
  asOf: string,
): Promise<Restricted> {
  const [{ grid, quantiles, members, duties }, highs] = await settled([
    readAll(database, asOf, 'reference.disclosure'),
    loadSolver(),
  ]);
  const decided = {
    cases: await restrictCases(highs, { grid, quantiles }, past.cases),
    members: await restrictRows(highs, 'members', { rows: members, past: past.members }),
    duties: await restrictRows(highs, 'duties', { rows: duties, past: past.duties }),
  };
  const of = <Part>(part: (one: Decided) => Part) => families.map((family) => part(decided[family]));
  return {
    cases: decided.cases.rows,
    members: decided.members.rows,
    duties: decided.duties.rows,
    seen: { cases: decided.cases.seen, members: decided.members.seen, duties: decided.duties.seen },
    tallies: of(({ tallies }) => tallies).flat(),
    prints: new Map(families.flatMap((family) => [...decided[family].prints])),
    closed: families.filter((family) => decided[family].isClosed),
    lost: of(({ lost }) => lost).reduce((sum, lost) => sum + lost, 0),
  };
}

/**
 * All true figures of the tables of the list, from the marts of `database` as of a day (YYYY-MM-DD), with the thresholds of a table.
 */
export async function readAll(database: Database, asOf: string, thresholdTable: ThresholdTable) {
  const thresholds = await readThresholds(database, thresholdTable);
  const { general, byDutyType } = thresholds;
  const presence = await readPresence(database);
  const members = await database.all(sqlFile('disclosure/member-cells.sql'), { as_of: asOf });
  const duties = await database.all(sqlFile('disclosure/duty-cells.sql'), {
    codes: personDuties(),
    as_of: asOf,
  });
  return {
    grid: await readGrid(database, { thresholds, presence }, asOf),
    quantiles: await readQuantiles(database, asOf),
    members: readRows(members, memberMeasures, { general, byCode: new Map(), presence, nestings: [] }),
    duties: readRows(duties, dutyMeasures, { general, byCode: byDutyType, nestings: dutyNestings }),
  };
}

async function readQuantiles(database: Database, asOf: string): Promise<Map<string, Row>> {
  const rows = await database.all(sqlFile('disclosure/conclusion-days.sql'), { as_of: asOf });
  return new Map(
    rows.map((row) => [
      keyOf({
        table: row.table_name as Grid['names'][number]['table'],
        period: String(row.period),
        organizationType: row.organization_type === null ? null : String(row.organization_type),
        caseType: row.case_type === null ? null : String(row.case_type),
      }),
      row,
    ]),
  );
}

interface Decided extends Settled {
  prints: ReadonlyMap<string, string>;
  rows: RestrictedRow[];
  seen: Seen[];
  tallies: Tally[];
}

async function restrictCases(
  highs: Highs,
  { grid, quantiles }: { grid: Grid; quantiles: ReadonlyMap<string, Row> },
  past: Past,
): Promise<Decided> {
  const keys = grid.names.map(keyOf);
  const counts = countsOf(grid);
  const prints = fingerprints(grid);
  const listed = listedMarks(grid);
  await othersTurn();
  const memory = remember(past, keys, counts);
  const touched = touchedCells(grid, prints, past.fingerprints);
  await othersTurn();
  const { hidden, ...settled } = await decideCases(highs, grid, { ...memory, touched });
  await othersTurn();
  const rows = grid.names.map((name, cell): RestrictedRow => {
    const figures: RestrictedRow['figures'] = {};
    for (const measure of caseMeasures)
      figures[measure] =
        hidden[measure][cell] || !listed[measure][cell] ? null : (grid.values[measure][cell] ?? 0);
    const hasDays =
      name.table.startsWith('month') && figures.closed_count !== null && figures.pending_end_count !== null;
    for (const measure of dayMeasures) figures[measure] = hasDays ? (grid.values[measure][cell] ?? 0) : null;
    const quantile = figures.concluded_count === null ? undefined : quantiles.get(keys[cell] ?? '');
    for (const measure of quantileMeasures) figures[measure] = quantile ? between(quantile, measure) : null;
    return {
      table: name.table,
      period: name.period,
      organizationType: name.organizationType ?? null,
      code: name.caseType ?? null,
      figures,
    };
  });
  const tallies = tally(
    'cases',
    grid.names.map(({ table }) => table),
    {
      values: counts,
      thresholds: grid.thresholds,
      hidden,
      listed,
    },
  );
  return { rows, seen: seenFrom(past, keys, hidden), tallies, ...settled, prints };
}

const levels = { median: 0.5, p80: 0.8, p90: 0.9 } as const;

function between(row: Row, measure: keyof typeof levels): number {
  const [lower, upper] = [Number(row[`${measure}_lower`]), Number(row[`${measure}_upper`])];
  const position = (Number(row.case_count) - 1) * levels[measure];
  return lower + (upper - lower) * (position - Math.floor(position));
}

async function restrictRows<Name extends string>(
  highs: Highs,
  family: Family,
  { rows, past }: { rows: Rows<Name>; past: Past },
): Promise<Decided> {
  const keys = rows.names.map(keyOf);
  const { measures } = rows;
  const listed = Object.fromEntries(
    measures.map((name) => [name, new Uint8Array(keys.length).fill(1)]),
  ) as Marks<Name>;
  const prints = rowFingerprints(family, rows);
  const { hidden, ...settled } = await decideRows(highs, rows, {
    ...remember(past, keys, rows.values),
    touched: touchedRows(rows, prints, past.fingerprints),
  });
  const shown = rows.names.map((name, cell): RestrictedRow => ({
    table: name.table,
    period: name.period,
    organizationType: null,
    code: name.organizationType ?? null,
    figures: Object.fromEntries(
      measures.map((measure) => [measure, hidden[measure][cell] ? null : (rows.values[measure][cell] ?? 0)]),
    ),
  }));
  const tallies = tally(
    family,
    rows.names.map(({ table }) => table),
    {
      values: rows.values,
      thresholds: rows.thresholds,
      hidden,
      listed,
    },
  );
  return { rows: shown, seen: seenFrom(past, keys, hidden), tallies, ...settled, prints };
}
