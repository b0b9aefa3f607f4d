import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { overrideCalendar, workdayCalendar } from './calendar.ts';
import { type Difference, differences } from './compare.ts';
import { computeTables, type Tables } from './compute.ts';
import { type Facts, gatherFacts } from './facts.ts';
import { layout } from './layout.ts';
import { livePath, readEverything, tableNames } from './pipeline.ts';
import { rollupDifferences, spreadSubtree, subtreeRows } from './rollups.ts';
import { readSnapshots } from './read.ts';
import { type Snapshot } from './registers.ts';
import { readCalendar } from './settings.ts';
import { analystTables, generalized } from './small.ts';
import { type Row } from './tally.ts';
import { type World } from './world.ts';

/** What the contract makes of a world. */
export interface Expectation {
  snapshots: Snapshot[];
  facts: Facts;
  tables: Tables;
  analyst: Tables;
}

/** Works out the tables of a world, or of its first snapshots only. */
export function expectationOf(world: World, count = world.folders.length): Expectation {
  const snapshots = readSnapshots(world.folders.slice(0, count));
  const calendar = workdayCalendar(
    overrideCalendar(readCalendar('warehouse/calendar/vn.csv'), world.calendarDays),
  );
  const facts = gatherFacts(snapshots, { calendar, limits: world.limits });
  const tables = computeTables(facts);
  return { snapshots, facts, tables, analyst: analystTables(facts, tables) };
}

/** Differences between what is published in `dataDir` and what is expected. */
export async function publishedDifferences(
  dataDir: string,
  expected: Expectation,
  format: Format = 'csv',
): Promise<Difference[]> {
  const { facts, tables, analyst, snapshots } = expected;
  const live = livePath(dataDir);
  const warehouse = await readEverything(join(live, 'warehouse.duckdb'));
  const private_ = await readEverything(join(live, 'analyst.duckdb'));
  return [
    ...tableDifferences('warehouse', tables, warehouse),
    ...tableDifferences('analyst', analyst, private_),
    ...rollupDifferences(facts, tables, warehouse),
    ...subtreeDifferences(facts, warehouse),
    ...monthDifferences(facts, warehouse),
    ...loadDifferences(snapshots, warehouse, format),
    ...smallCodes(facts, private_),
    ...rejectDifferences(live, snapshots, format),
    ...leaks(live),
  ];
}

/** What the registers were delivered in: a Parquet file has no lines. */
type Format = 'csv' | 'parquet';

type Published = ReadonlyMap<string, Row[]>;

function tableDifferences(file: string, expected: Tables, got: Published): Difference[] {
  return tableNames().flatMap((table) => {
    const rows = got.get(`marts.${table}`);
    const name = `${file}.${table}`;
    const isPrivate = file === 'warehouse' && table === 'fct_cases';
    if (rows && !isPrivate) return differences(name, layout[table], { expected: expected[table], got: rows });
    if (Boolean(rows) === !isPrivate) return [];
    return [
      {
        table: name,
        key: '',
        expected: isPrivate ? 'no table' : 'a table',
        got: rows ? 'a table' : 'no table',
      },
    ];
  });
}

function subtreeDifferences(facts: Facts, got: Published): Difference[] {
  const rows = got.get('marts.dim_organization_subtree') ?? [];
  const keys = ['basis', 'ancestor_code', 'organization_code', 'month'];
  return differences(
    'dim_organization_subtree',
    { keys, measures: [] },
    { expected: subtreeRows(facts), got: spreadSubtree(facts, rows) },
  );
}

function monthDifferences(facts: Facts, got: Published): Difference[] {
  const expected = facts.months.map((month): Row => {
    const last = facts.snapshots.findLast(({ as_of }) => as_of.slice(0, 7) === month.slice(0, 7));
    return {
      month,
      period_end: facts.periodEnd(month),
      snapshot_as_of: last?.as_of ?? null,
      has_snapshot: last !== undefined,
      is_newest: month === facts.newestMonth,
    };
  });
  const measures = ['period_end', 'snapshot_as_of', 'has_snapshot', 'is_newest'];
  return differences(
    'dim_month',
    { keys: ['month'], measures },
    { expected, got: got.get('marts.dim_month') ?? [] },
  );
}

function loadDifferences(snapshots: readonly Snapshot[], got: Published, format: Format): Difference[] {
  const expected = snapshots.flatMap(({ as_of, rows_read, rejects }) =>
    Object.entries(rows_read).map(([file, read]): Row => {
      const rejected = rejects.filter((reject) => reject.file === file).length;
      return {
        as_of,
        file,
        format,
        rows_read_count: read,
        rows_kept_count: read - rejected,
        rows_rejected_count: rejected,
      };
    }),
  );
  const measures = ['rows_kept_count', 'rows_rejected_count', 'format'];
  return differences(
    'loads',
    { keys: ['as_of', 'file', 'rows_read_count'], measures },
    { expected, got: got.get('meta.loads') ?? [] },
  );
}

function smallCodes(facts: Facts, got: Published): Difference[] {
  const cover = generalized(facts);
  const hidden = new Set(facts.organizations.codes.filter((code) => cover(code) !== code));
  return [...got].flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row)
        .filter(([, value]) => typeof value === 'string' && hidden.has(value))
        .map(([column, value]) => ({
          table: `analyst.${table}`,
          key: column,
          expected: 'no small organisation',
          got: String(value),
        })),
    ),
  );
}

function rejectDifferences(live: string, snapshots: readonly Snapshot[], format: Format): Difference[] {
  const lineOf = (line: number) => (format === 'csv' ? line : 0);
  const rejects: unknown = JSON.parse(readFileSync(join(live, 'rejects.json'), 'utf8'));
  const list: unknown[] = Array.isArray(rejects) ? rejects : [];
  const got = list.map((one): Row => {
    const fields: Record<string, unknown> = Object(one);
    const mended_in = typeof fields.mended_in === 'string' ? fields.mended_in : null;
    const isBroken = fields.reason === 'malformed_row';
    const file = String(fields.file).replace(/\.\w+$/, '');
    return {
      as_of: String(fields.as_of),
      file,
      line: lineOf(Number(fields.line)),
      reason: String(fields.reason),
      mended_in: isBroken ? null : mended_in,
    };
  });
  const expected = snapshots.flatMap((snapshot) =>
    snapshot.rejects.map(({ as_of, file, line, reason, mended_in }): Row => ({
      as_of,
      file,
      line: lineOf(line),
      reason,
      mended_in: reason === 'malformed_row' ? null : mended_in,
    })),
  );
  const measures = ['reason', 'mended_in'];
  return differences('rejects', { keys: ['as_of', 'file', 'line'], measures }, { expected, got });
}

/** Case and member codes of the worlds, which no published byte may show. */
function leaks(live: string): Difference[] {
  return readdirSync(live).flatMap((file) => {
    const found = /(?:HS-|DV-|X20)\d{5}/.exec(readFileSync(join(live, file), 'latin1'));
    return found ? [{ table: file, key: 'bytes', expected: 'no case or member code', got: found[0] }] : [];
  });
}
