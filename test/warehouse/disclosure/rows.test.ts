import { describe, expect, it } from 'vitest';
import { blankMarks } from '#warehouse/disclosure/marks.ts';
import { vacantCells, vacantOf } from '#warehouse/disclosure/presence.ts';
import type { Nesting } from '#warehouse/disclosure/relations.ts';
import { decideRows, readRows } from '#warehouse/disclosure/rows.ts';
import { loadSolver } from '#warehouse/disclosure/worlds.ts';

const highs = await loadSolver();

const january = '2026-01-01';

describe('a type without organisations', () => {
  const presence = new Map([[january, new Set(['agency', 'private'])]]);
  const members = async (counts: Record<string, number>) => {
    const rows = readRows(
      Object.entries(counts).map(([code, member_count]) => ({ period: january, code, member_count })),
      ['member_count'],
      { general: 5, byCode: new Map(), presence, nestings: [] },
    );
    const none = () => blankMarks(['member_count'] as const, rows.layout.size);
    const { hidden } = await decideRows(highs, rows, { hidden: none(), known: none() });
    return Object.fromEntries(
      rows.names.map(({ organizationType }, cell) => [
        organizationType ?? 'total',
        hidden.member_count[cell] === 1,
      ]),
    );
  };

  it('needs no partner, as everybody knows that it is 0', async () => {
    expect(await members({ agency: 20, absent: 0 })).toEqual({ total: false, agency: false, absent: true });
  });

  it('is no partner of a count that is hidden', async () => {
    expect(await members({ agency: 20, private: 0, absent: 0 })).toMatchObject({
      agency: true,
      private: true,
    });
  });

  it('is one with no organisation in the month, or in any month of the year, and nothing counted', () => {
    const names = [
      { table: 'month_by_type', period: january, organizationType: 'agency' },
      { table: 'month_by_type', period: january, organizationType: 'absent' },
      { table: 'year_by_type', period: january, organizationType: 'late' },
      { table: 'year_by_type', period: january, organizationType: 'absent' },
      { table: 'month', period: january },
    ] as const;
    const known = new Map([...presence, ['2026-02-01', new Set(['late'])]]);
    const vacant = vacantCells(known, names, { months: [january, '2026-02-01'], isStock: true });
    expect([...vacant]).toEqual([0, 1, 0, 1, 0]);
    expect([...vacantOf(vacant, Float64Array.of(0, 2, 0, 0, 0))]).toEqual([0, 0, 0, 1, 0]);
  });
});

/** What is hidden of a month, code by code; a row gives the measures in their order. */
async function decided<Name extends string>(
  measures: readonly Name[],
  counts: Record<string, readonly number[]>,
  nestings: readonly Nesting<Name>[],
): Promise<Record<string, Record<Name, boolean>>> {
  const rows = readRows<Name>(
    Object.entries(counts).map(([code, row]) => ({
      period: january,
      code,
      ...Object.fromEntries(measures.map((name, i) => [name, row[i] ?? 0])),
    })),
    measures,
    { general: 5, byCode: new Map(), nestings },
  );
  const none = () => blankMarks(measures, rows.layout.size);
  const { hidden } = await decideRows(highs, rows, { hidden: none(), known: none() });
  const marks = (cell: number) =>
    Object.fromEntries(measures.map((name) => [name, hidden[name][cell] === 1])) as Record<Name, boolean>;
  return Object.fromEntries(
    rows.names.map(({ organizationType }, cell) => [organizationType ?? 'total', marks(cell)]),
  );
}

describe('parts of what is hidden', () => {
  it('leave no small count when those shown are taken from their total', async () => {
    const hidden = await decided(['whole', 'part'], { agency: [54, 5], one: [3, 1], other: [4, 0] }, [
      { whole: 'whole', parts: ['part'] },
    ]);
    expect(hidden).toEqual({
      total: { whole: false, part: false },
      agency: { whole: false, part: true },
      one: { whole: true, part: true },
      other: { whole: true, part: true },
    });
  });
});

describe('duties that were judged', () => {
  const duties = (counts: Record<string, readonly number[]>) =>
    decided(['judged', 'on_time', 'overdue'], counts, [{ whole: 'judged', parts: ['on_time', 'overdue'] }]);

  it('do not tell by subtraction of the few that were not on time', async () => {
    const { total, few, many, more } = await duties({
      few: [20, 18, 1],
      many: [40, 25, 7],
      more: [50, 30, 8],
    });
    expect(few).toEqual({ judged: false, on_time: true, overdue: true });
    expect(total).toMatchObject({ judged: false, on_time: false });
    expect([many?.on_time, more?.on_time].filter(Boolean)).toHaveLength(1);
  });

  it('do not tell that nobody was late', async () => {
    const { none } = await duties({ none: [20, 20, 0], many: [40, 25, 7], more: [50, 30, 8] });
    expect(none).toEqual({ judged: false, on_time: true, overdue: true });
  });

  it('are told without outcomes where few of all were not on time', async () => {
    const hidden = { judged: false, on_time: true, overdue: true };
    expect(await duties({ one: [30, 29, 0], two: [30, 28, 1] })).toEqual({
      total: hidden,
      one: hidden,
      two: hidden,
    });
  });
});
