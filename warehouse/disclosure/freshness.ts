import { createHash } from 'node:crypto';
import { caseMeasures, keyOf, type Grid } from './grid.ts';
import { monthCells, type Rows } from './rows.ts';

/** Raised whenever cells are decided in another way: then all are looked after anew. */
const wayOfDeciding = 4;

/** How many months about a cell were looked at when it was protected: what changes farther off changes nothing for it. */
const reach = 7;

/** A hash of all true figures and thresholds of each month and year, by its name (`month 2026-10-01`, `year 2025-01-01`). */
export function fingerprints({
  names,
  values,
  vacant,
  thresholds,
  places,
  layout,
}: Grid): Map<string, string> {
  const texts = new Map<string, string[]>();
  for (const [cell, name] of names.entries()) {
    const period = `${places[cell]?.span ?? ''} ${name.period}`;
    const figures = caseMeasures.map((measure) => values[measure][cell]);
    const list = texts.get(period) ?? [String(wayOfDeciding), layout.categories.join()];
    const zeros = caseMeasures.map((measure) => vacant[measure][cell]);
    list.push(`${keyOf(name)}:${figures.join()}:${thresholds[cell] ?? 0}:${zeros.join('')}`);
    texts.set(period, list);
  }
  return new Map([...texts].map(([period, lines]) => [period, hashOf(lines)]));
}

function hashOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 16);
}

/** A hash of all true figures and thresholds of each month of a family, by its name (`members 2026-10-01`). */
export function rowFingerprints<Name extends string>(family: string, rows: Rows<Name>): Map<string, string> {
  const { layout, measures, values, thresholds, vacant } = rows;
  const months = monthCells(rows);
  return new Map(
    layout.months.map((month, m) => {
      const lines = (months[m] ?? []).map((cell) =>
        [...measures.map((measure) => values[measure][cell]), thresholds[cell], vacant[cell]].join(),
      );
      return [`${family} ${month}`, hashOf([String(wayOfDeciding), layout.categories.join(), ...lines])];
    }),
  );
}

/** Marks the cells of months whose figures are others than at the last publish: nothing binds one month to another. */
export function touchedRows<Name extends string>(
  rows: Rows<Name>,
  now: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
): Uint8Array {
  const touched = new Uint8Array(rows.layout.size);
  const same = [...now].map(([name, print]) => before.get(name) === print);
  for (const [m, cells] of monthCells(rows).entries())
    if (!same[m]) for (const cell of cells) touched[cell] = 1;
  return touched;
}

/**
 * Marks the cells that must be looked after: those near a month whose figures are others than at the last publish, and
 * those of a whole year with such a month. All others are as they were when they were looked after.
 */
export function touchedCells(
  { layout, places }: Grid,
  now: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
): Uint8Array {
  const isOther = (name: string) => before.get(name) !== now.get(name);
  const changed = layout.months.map((month) => isOther(`month ${month}`));
  const years = layout.years.map(
    ({ year, months }) => isOther(`year ${year}-01-01`) || months.some((m) => changed[m]),
  );
  const near = layout.months.map(
    (_, m) =>
      changed.slice(Math.max(0, m - reach), m + reach + 1).some(Boolean) ||
      years[layout.yearOf[m] ?? -1] === true,
  );
  const touched = new Uint8Array(places.length);
  for (const [cell, { span, at }] of places.entries()) {
    if (span === 'month' ? near[at] : years[at]) touched[cell] = 1;
  }
  return touched;
}
