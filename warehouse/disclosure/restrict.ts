import type { Database, Row } from '../open.server.ts';
import { sqlFile } from '../project.ts';
import { decideCases, type Marks } from './decide.ts';
import { caseMeasures, dayMeasures, keyOf, readGrid, type Grid } from './grid.ts';
import { remember, seenFrom, type Past, type Seen } from './memory.ts';
import { fingerprints, touchedCells } from './freshness.ts';
import { readPresence } from './presence.ts';
import { decideRows, readRows, type Nesting, type Rows } from './rows.ts';
import { personDuties, readThresholds } from './thresholds.ts';
import { tally, type Tally } from './tally.ts';

export const dutyMeasures = ['due_count', 'judged_count', 'on_time_count', 'overdue_count'] as const;
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
  unprotected: number;
  /** Fingerprints of the months and years of the cases. */
  prints: ReadonlyMap<string, string>;
}

export const families = ['cases', 'members', 'duties'] as const;
export type Family = (typeof families)[number];

/** Decides what restricted readers see of the marts in `database`, whose newest snapshot is of `asOf` (YYYY-MM-DD). */
export async function restrict(
  database: Database,
  past: Record<Family, Past>,
  asOf: string,
): Promise<Restricted> {
  const thresholds = await readThresholds(database);
  const grid = await readGrid(database, thresholds, asOf);
  const quantiles = await readQuantiles(database, asOf);
  const members = await database.all(sqlFile('disclosure/member-cells.sql'));
  const codes = await personDuties(database);
  const duties = await database.all(sqlFile('disclosure/duty-cells.sql'), {
    codes,
    as_of: asOf,
  });
  const { general, byDutyType } = thresholds;
  const presence = await readPresence(database);
  const memberRows = readRows(members, memberMeasures, { general, byCode: new Map(), presence });
  const dutyRows = readRows(duties, dutyMeasures, { general, byCode: byDutyType });
  const decidedCases = restrictCases(grid, quantiles, past.cases);
  const decidedMembers = restrictRows(memberRows, past.members, { wholes: {} });
  const decidedDuties = restrictRows(dutyRows, past.duties, {
    wholes: { judged_count: 'due_count', on_time_count: 'judged_count', overdue_count: 'judged_count' },
    mover: 'on_time_count',
    apart: { on_time_count: 'overdue_count', overdue_count: 'on_time_count' },
  });
  return {
    cases: decidedCases.rows,
    members: decidedMembers.rows,
    duties: decidedDuties.rows,
    seen: { cases: decidedCases.seen, members: decidedMembers.seen, duties: decidedDuties.seen },
    tallies: [...decidedCases.tallies, ...decidedMembers.tallies, ...decidedDuties.tallies],
    prints: decidedCases.prints,
    unprotected: decidedCases.unprotected + decidedMembers.unprotected + decidedDuties.unprotected,
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

interface Decided {
  rows: RestrictedRow[];
  seen: Seen[];
  tallies: Tally[];
  unprotected: number;
}

function restrictCases(
  grid: Grid,
  quantiles: ReadonlyMap<string, Row>,
  past: Past,
): Decided & { prints: Map<string, string> } {
  const keys = grid.names.map(keyOf);
  const counts = Object.fromEntries(caseMeasures.map((name) => [name, grid.values[name]])) as Pick<
    Grid['values'],
    (typeof caseMeasures)[number]
  >;
  const prints = fingerprints(grid);
  const { hidden, unprotected, listed } = decideCases(grid, {
    ...remember(past, keys, counts),
    touched: touchedCells(grid, prints, past.fingerprints),
  });
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
  return { rows, seen: seenFrom(past, keys, hidden), tallies, unprotected, prints };
}

const levels = { median: 0.5, p80: 0.8, p90: 0.9 } as const;

function between(row: Row, measure: keyof typeof levels): number {
  const [lower, upper] = [Number(row[`${measure}_lower`]), Number(row[`${measure}_upper`])];
  const position = (Number(row.case_count) - 1) * levels[measure];
  return lower + (upper - lower) * (position - Math.floor(position));
}

function restrictRows<Name extends string>(
  rows: Rows<Name>,
  past: Past,
  nesting: Nesting<NoInfer<Name>>,
): Decided {
  const keys = rows.names.map(keyOf);
  const measures = Object.keys(rows.values) as Name[];
  const listed = Object.fromEntries(
    measures.map((name) => [name, new Uint8Array(keys.length).fill(1)]),
  ) as Marks<Name>;
  const { hidden, unprotected } = decideRows(rows, remember(past, keys, rows.values), nesting);
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
    measures.some((name) => name === 'member_count') ? 'members' : 'duties',
    rows.names.map(({ table }) => table),
    {
      values: rows.values,
      thresholds: rows.thresholds,
      hidden,
      listed,
    },
  );
  return { rows: shown, seen: seenFrom(past, keys, hidden), tallies, unprotected };
}
