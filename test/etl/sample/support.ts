import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSample, type SampleOptions } from '#etl/sample/make.ts';
import { openMemory, type Database } from '#warehouse/open.server.ts';

const textColumns = {
  organizations: ['organization_code', 'parent_code', 'organization_type'],
  members: ['member_code', 'organization_code'],
  cases: ['case_code', 'organization_code', 'member_code', 'closing'],
  duties: ['duty_code', 'organization_code', 'document_code', 'duty_state'],
  successions: ['from_code', 'to_code'],
} as const;

const dateColumns = {
  organizations: ['established_on', 'ended_on'],
  members: ['admitted_on'],
  cases: ['due_on', 'external_sent_on', 'external_answered_on', 'concluded_on', 'decision_on', 'closed_on'],
  duties: ['due_on', 'fulfilled_on'],
  successions: ['event_on'],
} as const;

/** A folder of its own for one test file, with its removal. */
export async function scratchFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'sample-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Block months into a folder, as CSV, seed 7 unless told otherwise. */
export async function makeMonths(out: string, span: Partial<SampleOptions>): Promise<void> {
  await makeSample({ out, scale: 'block', seed: 7, format: 'csv', ...span });
}

/** All snapshots of a folder as tables with `as_of`; `below` says what stands under what on each day. */
export async function openSnapshots(folder: string): Promise<Database> {
  const database = await openMemory();
  for (const register of ['organizations', 'members', 'cases', 'duties', 'successions'] as const) {
    const types = [
      ...textColumns[register].map((column) => `'${column}': 'varchar'`),
      ...dateColumns[register].map((column) => `'${column}': 'date'`),
    ].join(', ');
    await database.run(
      `create table ${register} as
       select * exclude (filename), regexp_extract(filename, '([0-9-]{10})/[a-z]+.csv$', 1)::date as as_of
       from read_csv('${folder}/*/${register}.csv', header = true, filename = true, types = {${types}})`,
    );
  }
  await database.run(
    `create table below as
     with recursive climb as (
       select as_of, organization_code, organization_code as above_code from organizations
       union all
       select climb.as_of, climb.organization_code, organizations.parent_code
       from climb
       join organizations on organizations.as_of = climb.as_of and organizations.organization_code = climb.above_code
       where organizations.parent_code is not null
     )
     from climb`,
  );
  await database.run(
    `create view grassroots as
     from organizations
     where organization_level in ('grassroots_committee', 'grassroots_cell')
       and coalesce(established_on, as_of) <= as_of and coalesce(ended_on, as_of) >= as_of`,
  );
  return database;
}

/** The first row's cells in order. */
export async function firstRow(database: Database, sql: string): Promise<unknown[]> {
  const [row] = await database.all(sql);
  return Object.values(row ?? {});
}
