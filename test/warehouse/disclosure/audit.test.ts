import { describe, expect, it } from 'vitest';
import { decideCases } from '#warehouse/disclosure/cases.ts';
import { caseMeasures } from '#warehouse/disclosure/grid.ts';
import { blankMarks } from '#warehouse/disclosure/marks.ts';
import { loadSolver } from '#warehouse/disclosure/worlds.ts';
import { attack, broken } from './attacker.ts';
import { randomGrid } from './random-grid.ts';

const highs = await loadSolver();
const chained = ['opened_count', 'closed_count', 'pending_end_count'] as const;

const blank = (size: number) => ({
  hidden: blankMarks(caseMeasures, size),
  known: blankMarks(caseMeasures, size),
});

describe('an attacker with a solver', () => {
  it.each([1, 3])('works out no hidden cell of world %i', { timeout: 300_000 }, async (seed) => {
    const grid = randomGrid(seed);
    const { hidden, lost } = await decideCases(highs, grid, blank(grid.layout.size));
    const spans = await attack(grid, hidden, caseMeasures);
    expect(lost).toBe(0);
    expect(spans.length).toBeGreaterThan(100);
    expect(broken(spans)).toEqual([]);
  });

  it('works out nothing by knowing that a type has no organisations', { timeout: 300_000 }, async () => {
    const grid = randomGrid(1, ['minority']);
    const { hidden, lost } = await decideCases(highs, grid, blank(grid.layout.size));
    expect(lost).toBe(0);
    expect(broken(await attack(grid, hidden, chained))).toEqual([]);
  });

  it('finds the same cells hidden at the next publish, none shown again', async () => {
    const grid = randomGrid(2);
    const first = await decideCases(highs, grid, blank(grid.layout.size));
    const shown = blankMarks(caseMeasures, grid.layout.size);
    for (const measure of caseMeasures) shown[measure].set(first.hidden[measure].map((mark) => 1 - mark));
    const again = await decideCases(highs, grid, { hidden: first.hidden, known: shown });
    expect(again.hidden).toEqual(first.hidden);
    const none = blankMarks(caseMeasures, grid.layout.size);
    const { hidden } = await decideCases(highs, grid, { hidden: first.hidden, known: none });
    for (const measure of caseMeasures)
      for (const cell of grid.names.keys())
        if (first.hidden[measure][cell]) expect(hidden[measure][cell]).toBe(1);
  });

  it('works out cells where small ones alone are hidden', { timeout: 300_000 }, async () => {
    const grid = randomGrid(1);
    const { hidden } = await decideCases(highs, grid, blank(grid.layout.size));
    for (const measure of caseMeasures)
      for (const cell of grid.names.keys())
        if ((grid.values[measure][cell] ?? 0) >= (grid.thresholds[cell] ?? 0)) hidden[measure][cell] = 0;
    expect(broken(await attack(grid, hidden, chained)).length).toBeGreaterThan(10);
  });
});
