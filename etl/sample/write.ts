import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Row } from '#warehouse/open.server.ts';
import { sourceMark, type ScalePlan } from './scales.ts';
import { sampleSql, setVariables } from './sql.ts';

const registers = ['organizations', 'members', 'cases', 'duties', 'successions'] as const;

export type Register = (typeof registers)[number];
export type SampleFormat = 'csv' | 'parquet';

/** One written snapshot: its folder and the rows of each register. */
export interface WrittenSnapshot {
  as_of: string;
  folder: string;
  rows: Record<Register, number>;
}

export interface SnapshotOrder {
  out: string;
  asOf: string;
  format: SampleFormat;
  plan: ScalePlan;
}

const copyOptions: Record<SampleFormat, string> = {
  csv: 'format csv, header true',
  parquet: 'format parquet, compression zstd',
};

/**
 * Writes the snapshot of one day as `<out>/<as_of>/`, first under another name, so that no half one can be taken
 * for whole. Replaces a folder only if it is a sample itself, else throws.
 */
export async function writeSnapshot(database: Database, order: SnapshotOrder): Promise<WrittenSnapshot> {
  const folder = join(order.out, order.asOf);
  await refuseForeign(folder);
  const aside = join(order.out, `.${order.asOf}.partial-${process.pid}`);
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  try {
    const rows = await writeRegisters(database, aside, order);
    const totals = { organizations: rows.organizations, members: rows.members, cases: rows.cases };
    await writeFile(join(aside, 'snapshot.json'), await snapshotText(database, order, totals));
    await rm(folder, { recursive: true, force: true });
    await rename(aside, folder);
    return { as_of: order.asOf, folder, rows };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function writeRegisters(
  database: Database,
  folder: string,
  order: SnapshotOrder,
): Promise<Record<Register, number>> {
  await database.run('set variable as_of = $1::date', [order.asOf]);
  await database.run(sampleSql('project/view-days.sql'));
  const rows: Record<Register, number> = {
    organizations: 0,
    members: 0,
    cases: 0,
    duties: 0,
    successions: 0,
  };
  for (const register of registers) {
    await setVariables(database, { target: join(folder, `${register}.${order.format}`) });
    const query = `from (${sampleSql(`project/${register}.sql`)})${order.plan.isSorted ? ' order by 1, 2' : ''}`;
    const [answer] = await database.all(
      `copy (${query}) to (getvariable('target')) (${copyOptions[order.format]})`,
    );
    rows[register] = Number(answer?.Count ?? 0);
  }
  return rows;
}

async function snapshotText(
  database: Database,
  order: SnapshotOrder,
  totals: Record<string, number>,
): Promise<string> {
  const absent = await database.all(sampleSql('project/not-delivered.sql'));
  const codes = absent.map((row: Row) => String(row.organization_code));
  const description = {
    contract: 1,
    as_of: order.asOf,
    source: order.plan.source,
    control_totals: totals,
    ...(codes.length > 0 ? { not_delivered: codes } : {}),
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}

async function refuseForeign(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const path = join(folder, 'snapshot.json');
  const text = existsSync(path) ? await readFile(path, 'utf8') : '';
  if (text.includes(`"source": "${sourceMark}`)) return;
  throw new Error(
    `${folder} exists and is no sample snapshot: it is not replaced. Choose another folder with --out.`,
  );
}
