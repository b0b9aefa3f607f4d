import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Highs } from 'highs';
import { caseMeasures, stocks, type CaseMeasure, type Grid } from './grid.ts';
import { monthTotal, yearCell, yearTotal, type Face } from './layout.ts';
import { blankMarks, joined, parted, type Marks, type Memory, type Pattern } from './marks.ts';
import { noSpans, type Window } from './protect.ts';
import { caseRelations, crossed } from './relations.ts';
import { settle, type Plan } from './settle.ts';
import { hideSmall, systemOf, weightOf, type System } from './system.ts';

/** Measures that nothing binds to those of another group. */
const groups: readonly (readonly CaseMeasure[])[] = [
  [
    'opened_count',
    'closed_count',
    'pending_end_count',
    'overdue_end_count',
    'closed_with_due_count',
    'closed_on_time_count',
    'first_pass_count',
  ],
  ['concluded_count'],
  ['decision_count', 'concluded_before_count'],
];

/** Months that are protected together, and how many more before and after them may differ; one more may be hidden. */
const span = { months: 3, before: 2, after: 3, wide: 7 };

/** Decides which cells of the tables about cases are hidden. */
export async function decideCases(
  highs: Highs,
  grid: Grid,
  memory: Memory<CaseMeasure>,
): Promise<Pattern<CaseMeasure>> {
  const system = caseSystem(grid, memory);
  await othersTurn();
  hideSmall(system);
  const settled = await settle(highs, system, noSpans(system), casePlan(grid, memory.touched));
  return { hidden: parted(caseMeasures, system.hidden), ...settled };
}

/** All counts about cases, as far as they are hidden by `memory`. */
export function caseSystem(
  { layout, places, values, thresholds, vacant }: Grid,
  memory: Memory<CaseMeasure>,
): System {
  const all = joined(caseMeasures, (measure) => values[measure]);
  const listed = listedMarks({ layout, places });
  return systemOf({
    values: all,
    thresholds: joined(caseMeasures, () => thresholds),
    weights: all.map((value, cell) => {
      const place = places[cell % layout.size];
      return weightOf(value, place?.face === null && place.other < 0);
    }),
    relations: caseRelations(layout),
    hidden: new Uint8Array(joined(caseMeasures, (measure) => memory.hidden[measure])),
    known: new Uint8Array(
      joined(caseMeasures, (measure) =>
        memory.known[measure].map((mark, cell) => mark | (vacant[measure][cell] ?? 0)),
      ),
    ),
    unlisted: new Uint8Array(joined(caseMeasures, (measure) => listed[measure].map((mark) => 1 - mark))),
  });
}

/** Which cells of which measure are in a table of the list. */
export function listedMarks({ layout, places }: Pick<Grid, 'layout' | 'places'>): Marks<CaseMeasure> {
  const listed = blankMarks(caseMeasures, layout.size);
  for (const measure of caseMeasures) {
    for (const [cell, { span, other }] of places.entries())
      if (span === 'month' || (!stocks.includes(measure) && (other < 0 || measure === crossed)))
        listed[measure][cell] = 1;
  }
  return listed;
}

/** Windows of a few months by one face, then by both; only where something is touched. */
export function casePlan(grid: Grid, touched?: Uint8Array): Plan {
  const { layout } = grid;
  const last = layout.months.length - 1;
  const starts = [...layout.months.keys()].filter((m) => m % span.months === 0);
  const cellsBetween = finder(grid);
  const windowOf = (group: readonly CaseMeasure[], face: Face | null, from: number): Window[] => {
    const to = Math.min(last, from + span.months - 1);
    const targets = cellsBetween({ group, face, from, to }, touched).filter(
      (cell) => !isNarrow(grid, face, cell),
    );
    if (targets.length === 0) return [];
    return [
      {
        cells: cellsBetween({ group, face, from: from - span.before, to: to + span.after }),
        hideable: cellsBetween({ group, face, from: from - 1, to: to + 1 }),
        targets,
      },
    ];
  };
  return {
    windows: ([0, 1, null] as const).flatMap((face) =>
      groups.flatMap((group) => starts.flatMap((from) => windowOf(group, face, from))),
    ),
    around(cell) {
      const place = grid.places[cell % layout.size];
      const measure = caseMeasures[Math.floor(cell / layout.size)];
      const group = groups.find((each) => each.some((name) => name === measure)) ?? [];
      const months = place?.span === 'year' ? (layout.years[place.at]?.months ?? []) : [place?.at ?? 0];
      const [from, to] = [(months[0] ?? 0) - span.wide, (months.at(-1) ?? 0) + span.wide];
      return cellsBetween({ group, face: null, from, to });
    },
  };
}

/** Whether a cell is part of a whole that stays as it is in windows by one face, and less than the span that the cell needs. */
function isNarrow({ layout, places, values, thresholds }: Grid, face: Face | null, cell: number): boolean {
  const own = cell % layout.size;
  const place = places[own];
  if (face === null || !place) return false;
  const { span, at, x, other } = place;
  const wholes = [span === 'month' ? monthTotal(at) : yearTotal(layout, at)];
  if (other >= 0) wholes.push(face === 0 ? yearCell(layout, 1, at, other) : yearCell(layout, 0, at, x));
  const measure = caseMeasures[Math.floor(cell / layout.size)] ?? 'opened_count';
  return wholes.some((whole) => (values[measure][whole] ?? 0) < (thresholds[own] ?? 0));
}

interface Extent {
  group: readonly CaseMeasure[];
  face: Face | null;
  from: number;
  to: number;
}

/** Finds the cells of months and of their years; by one face: without totals, and without the other face; those that are `touched` alone where that is given. */
function finder({ layout, places }: Grid) {
  const ofMonths: number[][] = layout.months.map(() => []);
  const ofYears: number[][] = layout.years.map(() => []);
  for (const [cell, { span, at }] of places.entries())
    (span === 'month' ? ofMonths : ofYears)[at]?.push(cell);
  return ({ group, face, from, to }: Extent, touched?: Uint8Array): number[] => {
    const years = [...new Set(layout.yearOf.slice(Math.max(0, from), to + 1))].filter((y) => y >= 0);
    const all = [...ofMonths.slice(Math.max(0, from), to + 1), ...years.map((y) => ofYears[y] ?? [])];
    const own = all.flatMap((cells) =>
      cells.filter((cell) => {
        if (touched?.[cell] === 0) return false;
        const place = places[cell];
        return face === null || place?.face === face || (place?.other ?? -1) >= 0;
      }),
    );
    own.sort((one, other) => one - other);
    return group.flatMap((measure) => own.map((cell) => caseMeasures.indexOf(measure) * layout.size + cell));
  };
}
