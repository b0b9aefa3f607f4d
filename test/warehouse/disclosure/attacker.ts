import highsLoader from 'highs';
import { listedMarks } from '#warehouse/disclosure/cases.ts';
import { caseMeasures, keyOf, type CaseMeasure, type Grid } from '#warehouse/disclosure/grid.ts';
import { monthCell, yearCell, yearCross, yearTotal, type Face } from '#warehouse/disclosure/layout.ts';
import type { Marks } from '#warehouse/disclosure/marks.ts';

/** A sum of cells that everybody knows. */
interface Equation {
  terms: [measure: CaseMeasure, cell: number, factor: number][];
  sum: number;
}

/**
 * A hidden cell, and the least and the most that worlds give it in which everything shown is as it is. They are the
 * utmost ones unless others found on the way lie far enough apart.
 */
export interface Span {
  name: string;
  value: number;
  threshold: number;
  least: number;
  most: number;
}

const parts: [CaseMeasure, CaseMeasure][] = [
  ['overdue_end_count', 'pending_end_count'],
  ['closed_with_due_count', 'closed_count'],
  ['closed_on_time_count', 'closed_with_due_count'],
  ['first_pass_count', 'closed_count'],
];
const stocks: readonly CaseMeasure[] = ['pending_end_count', 'overdue_end_count'];

/**
 * What a reader can work out who has every listed table, knows that counts are not negative and that parts do not exceed
 * their wholes, and also knows exactly how many cases moved or vanished, and which types have no organisations: the span of each hidden cell, by linear
 * programming. `measures` are the ones whose hidden cells are attacked.
 */
export async function attack(
  grid: Grid,
  hidden: Marks<CaseMeasure>,
  measures: readonly CaseMeasure[],
): Promise<Span[]> {
  const highs = await highsLoader();
  const listed = listedMarks(grid);
  const isUnknown = (measure: CaseMeasure, cell: number) =>
    (hidden[measure][cell] === 1 || listed[measure][cell] !== 1) && grid.vacant[measure][cell] !== 1;
  const constraints = [
    ...equations(grid).map((each) => lineOf(grid, each, '=', isUnknown)),
    ...inequalities(grid, isUnknown),
  ];
  const lines = [...new Set(constraints.filter((line) => line !== ''))];
  const model = highs.createModel({
    format: 'lp',
    data: `minimize\nobj:\nsubject to\n${lines.map((line, i) => `c${i}: ${line}`).join('\n')}\nend\n`,
  });
  model.options.set({ output_flag: false });
  const columns = model.getDimensions().numCols;
  const names = Array.from({ length: columns }, (_, at) => model.getColName(at));
  const seen = new Map<string, { least: number; most: number }>();
  const note = (name: string, value: number) => {
    const span = seen.get(name) ?? { least: Infinity, most: -Infinity };
    seen.set(name, { least: Math.min(span.least, value), most: Math.max(span.most, value) });
  };
  const { unbounded, unboundedOrInfeasible, optimal } = highs.constants.modelStatus;
  const solve = (goal: 'maximize' | 'minimize', variable: string) => {
    if (!names.includes(variable)) return note(variable, 1e9);
    const column = model.getColByName(variable);
    model.changeColCost(column, goal === 'maximize' ? -1 : 1);
    const { modelStatus } = model.run();
    const values = modelStatus === optimal ? model.getSolution().colValue : [];
    model.changeColCost(column, 0);
    if (modelStatus === unbounded || modelStatus === unboundedOrInfeasible) return note(variable, 1e9);
    if (modelStatus !== optimal) throw new Error(`${variable}: status ${modelStatus}`);
    for (const [at, value] of values.entries()) note(names[at] ?? '', value);
  };
  const attacked = measures.flatMap((measure) =>
    [...hidden[measure].keys()]
      .filter((cell) => hidden[measure][cell] && listed[measure][cell] && !grid.vacant[measure][cell])
      .map((cell) => ({ measure, cell })),
  );
  const spans = attacked.map(({ measure, cell }) => {
    const variable = nameOf(measure, cell);
    const value = grid.values[measure][cell] ?? 0;
    const threshold = grid.thresholds[cell] ?? 0;
    for (const goal of ['maximize', 'minimize'] as const) {
      const { least, most } = seen.get(variable) ?? { least: 0, most: 0 };
      if (most - least < wanted({ value, threshold })) solve(goal, variable);
    }
    const { least, most } = seen.get(variable) ?? { least: value, most: value };
    return {
      name: `${measure} ${keyOf(grid.names[cell] ?? { table: 'month', period: '' })}`,
      value,
      threshold,
      least,
      most,
    };
  });
  model.dispose();
  return spans;
}

/** How wide a span must be: of a small count as wide as its threshold, of any other hidden one more than nothing. */
function wanted({ value, threshold }: Pick<Span, 'value' | 'threshold'>): number {
  return (value < threshold ? threshold : 1) - 1e-6;
}

/** The cells that follow, or whose span says more than that they are small. */
export function broken(spans: readonly Span[]): string[] {
  return spans
    .filter((span) => span.most - span.least < wanted(span))
    .map(({ name, value, least, most }) => `${name}: ${value} in ${least}..${most}`);
}

const nameOf = (measure: CaseMeasure, cell: number) => `v${caseMeasures.indexOf(measure)}_${cell}`;

function lineOf(
  { values }: Grid,
  { terms, sum }: Equation,
  sign: '=' | '>=',
  isUnknown: (measure: CaseMeasure, cell: number) => boolean,
): string {
  let right = sum;
  const left: string[] = [];
  for (const [measure, cell, factor] of terms) {
    if (isUnknown(measure, cell))
      left.push(`${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${nameOf(measure, cell)}`);
    else right -= factor * (values[measure][cell] ?? 0);
  }
  return left.length === 0 ? '' : `${left.join(' ')} ${sign} ${right}`;
}

function inequalities(grid: Grid, isUnknown: (measure: CaseMeasure, cell: number) => boolean): string[] {
  return parts.flatMap(([part, whole]) =>
    grid.names.map((_, cell) =>
      lineOf(
        grid,
        {
          terms: [
            [whole, cell, 1],
            [part, cell, -1],
          ],
          sum: 0,
        },
        '>=',
        isUnknown,
      ),
    ),
  );
}

function equations(grid: Grid): Equation[] {
  const { layout, values } = grid;
  const faces = [0, 1] as const;
  const sums: Equation[] = [];
  for (const measure of caseMeasures) {
    const add = (whole: number, cells: readonly number[]) =>
      sums.push({
        terms: [[measure, whole, -1], ...cells.map((cell): Equation['terms'][number] => [measure, cell, 1])],
        sum: 0,
      });
    for (const m of layout.months.keys())
      for (const face of faces)
        add(
          m,
          across(grid, face, (x) => monthCell(layout, face, m, x)),
        );
    if (stocks.includes(measure)) continue;
    for (const [y, { months }] of layout.years.entries()) {
      add(yearTotal(layout, y), [...months]);
      for (const face of faces) {
        add(
          yearTotal(layout, y),
          across(grid, face, (x) => yearCell(layout, face, y, x)),
        );
        for (const x of layout.categories[face].keys()) {
          add(
            yearCell(layout, face, y, x),
            months.map((m) => monthCell(layout, face, m, x)),
          );
          if (measure === 'opened_count')
            add(
              yearCell(layout, face, y, x),
              across(grid, face === 0 ? 1 : 0, (other) => yearCross(layout, y, { face, x, other })),
            );
        }
      }
    }
  }
  const places = [
    (m: number) => m,
    ...faces.flatMap((face) =>
      across(grid, face, (x) => x).map((x) => (m: number) => monthCell(layout, face, m, x)),
    ),
  ];
  for (const place of places) {
    for (const m of layout.months.keys()) {
      const terms: Equation['terms'] = [
        ['pending_end_count', place(m), 1],
        ['opened_count', place(m), -1],
        ['closed_count', place(m), 1],
      ];
      if (m > 0) terms.push(['pending_end_count', place(m - 1), -1]);
      sums.push({
        terms,
        sum: terms.reduce((sum, [measure, cell, factor]) => sum + factor * (values[measure][cell] ?? 0), 0),
      });
    }
  }
  return sums;
}

function across({ layout }: Grid, face: Face, at: (x: number) => number): number[] {
  return [...layout.categories[face].keys()].map(at);
}
