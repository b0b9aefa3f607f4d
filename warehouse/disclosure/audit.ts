import type { Highs } from 'highs';
import type { Database } from '../open.server.ts';
import { casePlan, caseSystem } from './cases.ts';
import { caseMeasures, countsOf, keyOf } from './grid.ts';
import { remember, type Past } from './memory.ts';
import { families, readPublished, type Family } from './past.ts';
import { isExposed, noSpans, protect } from './protect.ts';
import { readAll } from './restrict.ts';
import { rowPlan, rowSystem, type Rows } from './rows.ts';
import type { Plan } from './settle.ts';
import { isSecret, isSmall, type System } from './system.ts';
import { loadSolver } from './worlds.ts';

/** What an attacker with a solver gets out of one family of tables. */
export interface Audit {
  family: Family;
  /** Cells that are hidden from readers who do not know them anyhow. */
  hidden: number;
  /** Hidden ones for which no figure was found as far off the true one as their threshold wants. */
  exposed: string[];
  /** Shown ones that are small, or that are not what the marts have. */
  wrong: string[];
  /** Whether there was time to look at all that is exposed. */
  finished: boolean;
  seconds: number;
}

/** The seconds that each family may take, and a clock in milliseconds. */
export interface Limits {
  seconds: number;
  now(): number;
}

/** A family of tables: measures and the keys of their cells, as the cells of the system are numbered. */
interface Audited {
  system: System;
  plan: Plan;
  measures: readonly string[];
  keys: readonly string[];
}

/**
 * Attacks the restricted tables of a published file: looks by linear programming, for each hidden cell, for other figures
 * that agree with all that is shown, with what earlier versions showed, and with all that binds cells. Null: the file has
 * no such tables.
 */
export async function auditRestricted(
  database: Database,
  asOf: string,
  limits: Limits,
): Promise<Audit[] | null> {
  const published = await readPublished(database);
  if (!published) return null;
  const { grid, members, duties } = await readAll(database, asOf, 'restricted.thresholds');
  const keys = grid.names.map(keyOf);
  const system = caseSystem(grid, remember(published.cases, keys, countsOf(grid)));
  const audited: Record<Family, Audited> = {
    cases: { system, plan: casePlan(grid), measures: caseMeasures, keys },
    members: auditedRows(members, published.members),
    duties: auditedRows(duties, published.duties),
  };
  const highs = await loadSolver();
  const audits: Audit[] = [];
  for (const family of families) {
    const attacked = await attack(highs, audited[family], limits);
    audits.push({ family, wrong: wrongCells(audited[family], published[family]), ...attacked });
  }
  return audits;
}

function auditedRows<Name extends string>(rows: Rows<Name>, past: Past): Audited {
  const keys = rows.names.map(keyOf);
  const system = rowSystem(rows, remember(past, keys, rows.values));
  return { system, plan: rowPlan(rows), measures: rows.measures, keys };
}

function nameOf({ measures, keys }: Audited, cell: number): string {
  return `${measures[Math.floor(cell / keys.length)] ?? ''} ${keys[cell % keys.length] ?? ''}`.trim();
}

function wrongCells(audited: Audited, { rows }: Past): string[] {
  const { system, measures, keys } = audited;
  const isWrong = (cell: number) => {
    const row = rows.get(keys[cell % keys.length] ?? '');
    const told = row?.[measures[Math.floor(cell / keys.length)] ?? ''] ?? null;
    if (told === null || system.unlisted[cell]) return false;
    return isSmall(system, cell) || Number(told) !== system.values[cell];
  };
  return [...system.values.keys()].filter(isWrong).map((cell) => nameOf(audited, cell));
}

/** Small windows first; then all that is near what is still exposed; at last everything. */
async function attack(
  highs: Highs,
  audited: Audited,
  { seconds, now }: Limits,
): Promise<Omit<Audit, 'family' | 'wrong'>> {
  const { system, plan } = audited;
  const begin = now();
  const isLate = () => now() - begin > seconds * 1000;
  const spans = noSpans(system);
  const look = (cells: readonly number[], targets: readonly number[]) =>
    protect(highs, system, spans, { cells, targets, hideable: [], isLate });
  for (const { cells, targets } of plan.windows) await look(cells, targets);
  const secrets = [...system.values.keys()].filter((cell) => isSecret(system, cell));
  const exposed = () => secrets.filter((cell) => isExposed(system, spans, cell));
  for (const cell of exposed()) await look(plan.around(cell), [cell]);
  await look([...system.values.keys()], exposed());
  return {
    hidden: secrets.length,
    exposed: exposed().map((cell) => nameOf(audited, cell)),
    finished: !isLate(),
    seconds: (now() - begin) / 1000,
  };
}
