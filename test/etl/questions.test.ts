import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '#etl/jobs/query.ts';
import { expectationOf, type Expectation } from '../support/oracle/check.ts';
import { load } from '../support/oracle/pipeline.ts';
import { tally, type Cell, type Row } from '../support/oracle/tally.ts';
import { makeWorld } from '../support/oracle/world.ts';
import { surroundingsAt } from './support.ts';

/** The answers of the library's questions, worked out from the raw snapshots without the warehouse. */
type Reckoning = (known: {
  tables: Expectation['tables'];
  cases: Row[];
  newest: string;
  months: string[];
}) => Cell[][];

const number = (cell: Cell | undefined) => Number(cell ?? 0);
const share = (part: number, whole: number, digits = 3) =>
  whole === 0 ? null : Number((part / whole).toFixed(digits));
const rowsOf = (rows: Row[], names: string[]) => rows.map((row) => names.map((name) => row[name] ?? null));
const yearOf = (row: Row) => Number(String(row.month).slice(0, 4));

function grouped(rows: readonly Row[], key: (row: Row) => Cell): [Cell, Row[]][] {
  const groups = new Map<Cell, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups];
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (number(sorted[Math.floor(middle)]) + number(sorted[Math.ceil(middle)])) / 2;
}

const flows = ['opened_count', 'closed_count', 'pending_end_count', 'overdue_end_count'];

const reckonings: Record<string, Reckoning> = {
  'flow-by-month': ({ tables }) =>
    rowsOf(tally(tables.agg_case_flow_by_month, ['month'], [...flows, 'vanished_count']), [
      'month',
      ...flows,
    ]),
  transfers: ({ tables }) => {
    const moves = ['transferred_out_count', 'transferred_in_count'];
    return rowsOf(tally(tables.agg_case_flow_by_month, ['month'], moves), ['month', ...moves]);
  },
  'backlog-by-stage': ({ cases }) =>
    grouped(
      cases.filter((row) => row.is_pending),
      (row) => row.stage ?? null,
    ).map(([stage, rows]) => [
      stage,
      rows.length,
      rows.filter((row) => row.is_overdue).length,
      median(rows.map((row) => number(row.age_workdays))),
    ]),
  'overdue-by-organization': ({ cases }) =>
    grouped(
      cases.filter((row) => row.is_pending),
      (row) => row.organization_code ?? null,
    ).flatMap(([code, rows]) => {
      const overdue = rows.filter((row) => row.is_overdue).length;
      return overdue === 0 ? [] : [[code, rows.length, overdue, share(overdue, rows.length)]];
    }),
  'returned-files': ({ cases }) =>
    grouped(
      cases.filter((row) => row.closed_date !== null),
      (row) => row.case_type ?? null,
    ).map(([type, rows]) => {
      const returns = rows.reduce((sum, row) => sum + number(row.return_count), 0);
      const paused = rows.reduce((sum, row) => sum + number(row.paused_workdays), 0);
      const first = rows.filter((row) => number(row.return_count) === 0).length;
      return [type, rows.length, share(returns, rows.length, 2), share(first, rows.length), paused];
    }),
  'on-time-by-type': ({ tables }) => {
    const years = tables.agg_case_flow_by_month.map((row) => ({ ...row, year: yearOf(row) }));
    const measures = ['closed_on_time_count', 'closed_with_due_count'];
    return tally(years, ['year', 'organization_type'], measures).flatMap((row) => {
      const [onTime, due] = measures.map((name) => number(row[name]));
      return due === 0 || due === undefined
        ? []
        : [[row.year ?? null, row.organization_type ?? null, onTime ?? 0, due, share(onTime ?? 0, due)]];
    });
  },
  'duty-compliance': ({ tables, newest }) => {
    const measures = ['on_time_count', 'late_count', 'overdue_count'];
    const rows = tables.agg_duties_by_month.filter((row) => yearOf(row) === Number(newest.slice(0, 4)));
    return tally(rows, ['duty_type'], measures).map((row) => {
      const [onTime = 0, late = 0, overdue = 0] = measures.map((name) => number(row[name]));
      return [row.duty_type ?? null, onTime, late, overdue, share(onTime, onTime + late + overdue)];
    });
  },
  'organizations-by-type': ({ tables, newest, months }) => {
    const before = months.at(-2) ?? '';
    const rows = tables.agg_organizations_by_month.filter(
      ({ month }) => month === newest || month === before,
    );
    return grouped(rows, (row) => JSON.stringify([row.organization_level, row.organization_type])).map(
      ([key, found]) => {
        const [level, type] = JSON.parse(String(key)) as Cell[];
        const at = (month: string) => found.filter((row) => row.month === month);
        const count = (month: string) =>
          at(month).length === 0
            ? null
            : at(month).reduce((sum, row) => sum + number(row.organization_count), 0);
        return [level ?? null, type ?? null, count(before), count(newest)];
      },
    );
  },
  'decided-before-conclusion': ({ tables }) =>
    tally(tables.agg_decisions_by_month, ['month'], ['decision_count', 'concluded_before_count']).map(
      (row) => {
        const [all, before] = [number(row.decision_count), number(row.concluded_before_count)];
        return [row.month ?? null, all, all - before, share(before, all)];
      },
    ),
  'months-to-clear': ({ tables, newest, months }) => {
    const year = new Set(months.slice(-12));
    const rows = tables.agg_case_flow_by_month;
    const closed = new Map(
      tally(
        rows.filter(({ month }) => year.has(String(month))),
        ['case_type'],
        ['closed_count', 'opened_count', 'pending_end_count'],
      ).map((row) => [row.case_type, number(row.closed_count) / 12]),
    );
    return tally(
      rows.filter(({ month }) => month === newest),
      ['case_type'],
      ['pending_end_count'],
    ).map((row) => {
      const pending = number(row.pending_end_count);
      const monthly = months.length < 12 ? null : (closed.get(row.case_type ?? null) ?? null);
      const done = monthly === null ? null : Number(monthly.toFixed(2));
      return [row.case_type ?? null, pending, done, monthly === null ? null : share(pending, monthly, 1)];
    });
  },
  seasonality: ({ tables, months }) => {
    const opened = new Map(
      tally(tables.agg_case_flow_by_month, ['month'], ['opened_count']).map((row) => [
        row.month,
        row.opened_count,
      ]),
    );
    const whole = months.filter(
      (month) => months.filter((other) => other.slice(0, 4) === month.slice(0, 4)).length === 12,
    );
    const rows = whole.map((month) => ({ month, count: number(opened.get(month)) }));
    return grouped(rows, (row) => Number(String(row.month).slice(5, 7))).map(([calendarMonth, found]) => {
      const counts = found.map((row) => number(row.count));
      const mean = share(
        counts.reduce((sum, count) => sum + count, 0),
        counts.length,
        1,
      );
      return [calendarMonth, counts.length, mean, Math.max(...counts)];
    });
  },
};

/** Columns that only name what another column says by its code. */
const names = new Set(['organization_name']);

/** A world whose snapshots cover whole years, so that every question has an answer. */
const seed = 23;

describe('the ready questions', () => {
  const root = mkdtempSync(join(tmpdir(), 'questions-'));
  const dataDir = join(root, 'data');
  const settings = join(root, 'settings');
  const world = makeWorld(seed, { root: join(root, 'snapshots'), settingsRoot: settings });
  const expected = expectationOf(world);
  const { months, newestMonth: newest } = expected.facts;
  const known = {
    ...{ tables: expected.analyst, cases: expected.analyst.fct_cases, newest },
    months: months.filter((month) => month <= newest),
  };
  let labels = new Map<string, string>();
  beforeAll(async () => {
    await load(dataDir, world.folders, { settings });
    const codes = await asked('select label_vi, code from meta.codes');
    labels = new Map(codes.map(([label, code]) => [String(label), String(code)]));
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  async function asked(sql: string): Promise<Cell[][]> {
    const answer = await query(sql, surroundingsAt(dataDir, '2026-11-02'));
    const shown = answer.data.filter((_, i) => !names.has(answer.names[i] ?? ''));
    return (shown[0] ?? []).map((_, row) => shown.map((column) => (column[row] ?? null) as Cell));
  }
  const lines = (rows: Cell[][]) => rows.map((row) => JSON.stringify(row.map(plain))).sort();
  const plain = (cell: Cell) => (typeof cell === 'string' ? (labels.get(cell) ?? cell) : cell);

  it.each(Object.entries(reckonings))('%s: the raw snapshots say the same', async (name, reckon) => {
    const sql = readFileSync(`warehouse/questions/${name}.sql`, 'utf8');
    const rows = reckon(known);
    expect(lines(await asked(sql))).toEqual(lines(rows));
    expect(rows).not.toEqual([]);
  });
});
