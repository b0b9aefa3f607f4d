import { caseMeasures, stocks, type CaseMeasure } from './grid.ts';
import { monthCell, yearCell, yearCross, yearTotal, type Face, type Layout } from './layout.ts';

/** What binds cells: the sum of factors times cells is 0, or (`isBound`) not below 0. True figures satisfy it. */
export interface Relation {
  cells: readonly number[];
  factors: readonly number[];
  isBound: boolean;
}

/** A total with the cells that add up to it. */
interface Sum {
  total: number;
  cells: readonly number[];
}

/** Measures that are parts of another one, and have nothing in common. */
export interface Nesting<Name extends string> {
  whole: Name;
  parts: readonly Name[];
}

const caseNestings: readonly Nesting<CaseMeasure>[] = [
  { whole: 'pending_end_count', parts: ['overdue_end_count'] },
  { whole: 'closed_count', parts: ['closed_with_due_count'] },
  { whole: 'closed_with_due_count', parts: ['closed_on_time_count'] },
  { whole: 'closed_count', parts: ['first_pass_count'] },
  { whole: 'decision_count', parts: ['concluded_before_count'] },
];

/** The measure that is also shown by year, organisation type and case type together. */
export const crossed: CaseMeasure = 'opened_count';

/** All that binds counts about cases: sums over types, case types and months, start + opened - closed = end, parts and wholes. Cells are numbered measure x layout.size + place. */
export function caseRelations(layout: Layout): Relation[] {
  const sums = caseMeasures.flatMap((measure, at) => {
    const own = stocks.includes(measure) ? monthSums(layout) : [...monthSums(layout), ...yearSums(layout)];
    if (measure === crossed) own.push(...crossSums(layout));
    return own.map((sum) => ofSum(sum, at * layout.size));
  });
  return [...sums, ...flowRelations(layout), ...partRelations(caseMeasures, caseNestings, layout.size)];
}

/** What binds counts of months by one list of codes: sums over the codes, parts and wholes. */
export function rowRelations<Name extends string>(
  layout: Layout,
  measures: readonly Name[],
  nestings: readonly Nesting<Name>[],
): Relation[] {
  const sums = measures.flatMap((_, at) => monthSums(layout).map((sum) => ofSum(sum, at * layout.size)));
  return [...sums, ...partRelations(measures, nestings, layout.size)];
}

function ofSum({ total, cells }: Sum, base: number): Relation {
  return {
    cells: [total, ...cells].map((cell) => base + cell),
    factors: [-1, ...cells.map(() => 1)],
    isBound: false,
  };
}

function facesOf({ categories }: Layout): Face[] {
  return ([0, 1] as const).filter((face) => categories[face].length > 0);
}

function over({ categories }: Layout, face: Face, cellOf: (x: number) => number): number[] {
  return [...categories[face].keys()].map(cellOf);
}

function monthSums(layout: Layout): Sum[] {
  return [...layout.months.keys()].flatMap((m) =>
    facesOf(layout).map((face) => ({
      total: m,
      cells: over(layout, face, (x) => monthCell(layout, face, m, x)),
    })),
  );
}

function yearSums(layout: Layout): Sum[] {
  return layout.years.flatMap(({ months }, y) => [
    { total: yearTotal(layout, y), cells: months },
    ...facesOf(layout).flatMap((face) => [
      { total: yearTotal(layout, y), cells: over(layout, face, (x) => yearCell(layout, face, y, x)) },
      ...over(layout, face, (x) => x).map((x) => ({
        total: yearCell(layout, face, y, x),
        cells: months.map((m) => monthCell(layout, face, m, x)),
      })),
    ]),
  ]);
}

function crossSums(layout: Layout): Sum[] {
  return layout.years.flatMap((_, y) =>
    facesOf(layout).flatMap((face) =>
      over(layout, face, (x) => x).map((x) => ({
        total: yearCell(layout, face, y, x),
        cells: over(layout, face === 0 ? 1 : 0, (other) => yearCross(layout, y, { face, x, other })),
      })),
    ),
  );
}

/** What was pending before, with what came and without what went, is pending. How many moved or vanished counts as known. */
function flowRelations(layout: Layout): Relation[] {
  const base = (measure: CaseMeasure) => caseMeasures.indexOf(measure) * layout.size;
  const [opened, closed, pending] = [base('opened_count'), base('closed_count'), base('pending_end_count')];
  const lines = [
    (m: number) => m,
    ...facesOf(layout).flatMap((face) =>
      over(layout, face, (x) => x).map((x) => (m: number) => monthCell(layout, face, m, x)),
    ),
  ];
  return lines.flatMap((cellOf) =>
    [...layout.months.keys()].map((m) => ({
      cells: [
        pending + cellOf(m),
        opened + cellOf(m),
        closed + cellOf(m),
        ...(m > 0 ? [pending + cellOf(m - 1)] : []),
      ],
      factors: [1, -1, 1, -1],
      isBound: false,
    })),
  );
}

function partRelations<Name extends string>(
  measures: readonly Name[],
  nestings: readonly Nesting<Name>[],
  size: number,
): Relation[] {
  const base = (measure: Name) => measures.indexOf(measure) * size;
  return nestings.flatMap(({ whole, parts }) =>
    Array.from({ length: size }, (_, cell) => ({
      cells: [base(whole) + cell, ...parts.map((part) => base(part) + cell)],
      factors: [1, ...parts.map(() => -1)],
      isBound: true,
    })),
  );
}
