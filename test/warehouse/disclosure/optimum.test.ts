import { expect, it } from 'vitest';
import type { Relation } from '#warehouse/disclosure/relations.ts';
import { noSpans } from '#warehouse/disclosure/protect.ts';
import { settle } from '#warehouse/disclosure/settle.ts';
import { hideSmall, systemOf, wantedWidth, weightOf, type System } from '#warehouse/disclosure/system.ts';
import { loadSolver } from '#warehouse/disclosure/worlds.ts';

const highs = await loadSolver();

/** A table of rows and columns with all its totals, rows first, the total of each at its end. */
function tableOf(inner: readonly (readonly number[])[], k: number): System {
  const rows = inner.map((row) => [...row, row.reduce((sum, value) => sum + value, 0)]);
  const totals = (rows[0] ?? []).map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  const all = [...rows, totals];
  const width = totals.length;
  const lines = [
    ...all.map((row, at) => row.map((_, column) => at * width + column)),
    ...totals.map((_, column) => all.map((_row, at) => at * width + column)),
  ];
  const relations = lines.map((line): Relation => {
    const cells = [line.at(-1) ?? 0, ...line.slice(0, -1)];
    return { cells, factors: [-1, ...cells.slice(1).map(() => 1)], isBound: false };
  });
  const isTotal = (cell: number) => cell % width === width - 1 || cell >= rows.length * width;
  const values = Float64Array.from(all.flat());
  return systemOf({
    values,
    thresholds: new Float64Array(values.length).fill(k),
    weights: values.map((value, cell) => weightOf(value, isTotal(cell))),
    relations,
  });
}

/** What hiding costs, whatever is small anyhow left out. */
function weightHidden({ hidden, weights }: System, small: Uint8Array): number {
  return weights.reduce((sum, weight, cell) => sum + (hidden[cell] && !small[cell] ? weight : 0), 0);
}

/**
 * The least weight with which every hidden cell lies in two worlds as far apart as it needs, exactly, by integer
 * programming: x is 1 for a hidden cell, and each cell has two worlds of its own.
 */
function leastWeight({ weights, values, relations, ...system }: System, small: Uint8Array): number {
  const cells = [...values.keys()];
  const far = 60;
  const lines: string[] = [];
  const bounds: string[] = [];
  for (const own of cells) {
    for (const world of ['a', 'b']) {
      const name = (cell: number) => `${world}${own}_${cell}`;
      for (const { cells: bound, factors } of relations)
        lines.push(
          `${bound.map((cell, at) => `${(factors[at] ?? 0) < 0 ? '-' : '+'} ${name(cell)}`).join(' ')} = 0`,
        );
      for (const cell of cells) {
        bounds.push(`-${values[cell]} <= ${name(cell)} <= ${far}`);
        lines.push(`${name(cell)} - ${far} x${cell} <= 0`, `${name(cell)} + ${values[cell]} x${cell} >= 0`);
      }
    }
    const wanted = wantedWidth({ weights, values, relations, ...system }, own);
    lines.push(`a${own}_${own} - b${own}_${own} - ${wanted} x${own} >= 0`);
  }
  for (const cell of cells) if (small[cell]) bounds.push(`1 <= x${cell} <= 1`);
  const goal = cells.filter((cell) => !small[cell]).map((cell) => `${weights[cell]} x${cell}`);
  const solved = highs.solve(
    `minimize\nobj: ${goal.join(' + ')}\nsubject to\n${lines.map((line, at) => `c${at}: ${line}`).join('\n')}\nbounds\n${bounds.join('\n')}\nbinary\n${cells.map((cell) => `x${cell}`).join(' ')}\nend\n`,
    { output_flag: false },
  );
  expect(solved.Status).toBe('Optimal');
  return solved.ObjectiveValue;
}

/** How far from the least weight each table may be; the last one is the worst that is known. */
const tables = [
  {
    name: 'one small count',
    within: 1.3,
    inner: [
      [3, 20, 31],
      [14, 25, 9],
      [40, 8, 12],
    ],
  },
  {
    name: 'a row of small counts',
    within: 1.3,
    inner: [
      [1, 3, 0, 24],
      [18, 7, 15, 33],
      [9, 26, 11, 6],
    ],
  },
  {
    name: 'small counts in one column',
    within: 1.3,
    inner: [
      [2, 11, 19],
      [4, 16, 23],
      [35, 7, 28],
    ],
  },
  {
    name: 'two small counts that could be partners of each other',
    within: 1.35,
    inner: [
      [2, 17, 30],
      [12, 6, 22],
      [28, 9, 4],
    ],
  },
];

it.each(tables)('hides at most $within times the least weight: $name', async ({ inner, within }) => {
  const system = tableOf(inner, 5);
  hideSmall(system);
  const small = system.hidden.slice();
  const cells = [...system.values.keys()];
  const windows = [{ cells, hideable: cells, targets: cells }];
  expect(await settle(highs, system, noSpans(system), { windows, around: () => cells })).toEqual({
    lost: 0,
    isClosed: false,
  });
  const least = leastWeight(system, small);
  expect(least).toBeGreaterThan(0);
  expect(weightHidden(system, small)).toBeLessThanOrEqual(within * least);
});
