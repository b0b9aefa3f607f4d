import type { Highs } from 'highs';
import type { Row } from '../open.server.ts';
import { cellsOf, layOut, monthCell, type CellName, type Layout } from './layout.ts';
import { joined, parted, type Memory, type Pattern } from './marks.ts';
import { vacantCells, vacantOf, type Presence } from './presence.ts';
import { noSpans } from './protect.ts';
import { rowRelations, type Nesting } from './relations.ts';
import { settle, type Plan } from './settle.ts';
import { hideSmall, systemOf, weightOf, type System } from './system.ts';

/** Counts of months by one list of codes, which nothing binds from month to month: members by type, duties by duty type. */
export interface Rows<Name extends string> {
  layout: Layout;
  /** `organizationType` stands for the code. */
  names: readonly CellName[];
  measures: readonly Name[];
  values: Record<Name, Float64Array>;
  thresholds: Float64Array;
  /** 1: everybody knows that nothing is counted there. */
  vacant: Uint8Array;
  nestings: readonly Nesting<Name>[];
}

/** How rows are to be read. */
export interface Reading<Name extends string> {
  general: number;
  byCode: ReadonlyMap<string, number>;
  presence?: Presence;
  nestings: readonly Nesting<Name>[];
}

/** Lays out rows with the columns `period`, `code` and the measures; totals of months are their sums. */
export function readRows<Name extends string>(
  rows: readonly Row[],
  measures: readonly Name[],
  { general, byCode, presence, nestings }: Reading<NoInfer<Name>>,
): Rows<Name> {
  const codeOf = (row: Row) => (row.code === null || row.code === undefined ? null : String(row.code));
  const months = [...new Set(rows.map((row) => String(row.period)))].sort();
  const codes = [...new Set(rows.map(codeOf))].sort();
  const layout = layOut(months, [codes, []], '0000-00-00');
  const { names } = cellsOf(layout);
  const placed = rows.map((row) => {
    const month = months.indexOf(String(row.period));
    return { row, month, cell: monthCell(layout, 0, month, codes.indexOf(codeOf(row))) };
  });
  const fill = (measure: Name) => {
    const array = new Float64Array(layout.size);
    for (const { row, cell, month } of placed) {
      array[cell] = Number(row[measure] ?? 0);
      array[month] = (array[month] ?? 0) + Number(row[measure] ?? 0);
    }
    return array;
  };
  return {
    layout,
    names,
    measures,
    values: Object.fromEntries(measures.map((name) => [name, fill(name)])) as Record<Name, Float64Array>,
    thresholds: Float64Array.from(names, ({ organizationType }) =>
      Math.max(general, byCode.get(organizationType ?? '') ?? 0),
    ),
    vacant: presence ? vacantCells(presence, names, { months, isStock: true }) : new Uint8Array(layout.size),
    nestings,
  };
}

/** Decides which cells are hidden, month by month. */
export async function decideRows<Name extends string>(
  highs: Highs,
  rows: Rows<Name>,
  memory: Memory<Name>,
): Promise<Pattern<Name>> {
  const system = rowSystem(rows, memory);
  hideSmall(system);
  const settled = await settle(highs, system, noSpans(system), rowPlan(rows, memory.touched));
  return { hidden: parted(rows.measures, system.hidden), ...settled };
}

/** All counts of the rows, as far as they are hidden by `memory`. */
export function rowSystem<Name extends string>(rows: Rows<Name>, memory: Memory<Name>): System {
  const { layout, measures, values, vacant } = rows;
  const all = joined(measures, (measure) => values[measure]);
  return systemOf({
    values: all,
    thresholds: joined(measures, () => rows.thresholds),
    weights: all.map((value, cell) => weightOf(value, cell % layout.size < layout.months.length)),
    relations: rowRelations(layout, measures, rows.nestings),
    hidden: new Uint8Array(joined(measures, (measure) => memory.hidden[measure])),
    known: new Uint8Array(
      joined(measures, (measure) => {
        const zeros = vacantOf(vacant, values[measure]);
        return memory.known[measure].map((mark, cell) => mark | (zeros[cell] ?? 0));
      }),
    ),
  });
}

/** The cells of each month: its total, then its codes. */
export function monthCells({ layout }: Pick<Rows<string>, 'layout'>): number[][] {
  return [...layout.months.keys()].map((m) => [
    m,
    ...[...layout.categories[0].keys()].map((x) => monthCell(layout, 0, m, x)),
  ]);
}

/** Each month by itself, where something is touched. */
export function rowPlan<Name extends string>(rows: Rows<Name>, touched?: Uint8Array): Plan {
  const { layout, measures } = rows;
  const months = monthCells(rows).map((own) => ({
    isTouched: own.some((cell) => touched?.[cell] !== 0),
    cells: measures.flatMap((_, at) => own.map((cell) => at * layout.size + cell)),
  }));
  const monthOf = new Map(months.flatMap(({ cells }) => cells.map((cell) => [cell, cells] as const)));
  return {
    windows: months.flatMap(({ isTouched, cells }) =>
      isTouched ? [{ cells, hideable: cells, targets: cells }] : [],
    ),
    around: (cell) => monthOf.get(cell) ?? [],
  };
}
