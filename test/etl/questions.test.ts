import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedTables, gate } from '#warehouse/gate.ts';
import { openPublished, type Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { questionsIn } from '../../src/lib/server/sql/questions.ts';
import { expectationOf } from '../support/oracle/check.ts';
import { livePath, load } from '../support/oracle/pipeline.ts';
import type { Known } from '../support/oracle/questions.ts';
import { flowReckonings } from '../support/oracle/questions-flow.ts';
import { registerReckonings } from '../support/oracle/questions-registers.ts';
import { generalized } from '../support/oracle/small.ts';
import type { Cell } from '../support/oracle/tally.ts';
import { makeWorld } from '../support/oracle/world.ts';

const reckonings = { ...flowReckonings, ...registerReckonings };

/** Columns that only name what another column says by its code. */
const names = new Set(['organization_name', 'title']);

/** A world whose snapshots cover whole years, so that every question has an answer. */
const seed = 160;
const root = mkdtempSync(join(tmpdir(), 'questions-'));
const settings = join(root, 'settings');
const world = makeWorld(seed, { root: join(root, 'snapshots'), settingsRoot: settings });

function known(): Known {
  const { facts, analyst: tables } = expectationOf(world);
  const months = facts.months.filter((month) => month <= facts.newestMonth);
  return { tables, facts, newest: facts.newestMonth, months, cover: generalized(facts) };
}

/** What is chosen for the parameters of a question, once without and once with a choice where one may be left out. */
function choicesOf(name: string, { newest, months, tables }: Known): Record<string, string | null>[] {
  const holder = String(tables.agg_case_flow_by_month[0]?.organization_code);
  const choices: Record<string, Record<string, string | null>[]> = {
    'backlog-of-a-month': [
      { month: newest, organization_type: null },
      { month: months.at(-4) ?? '', organization_type: 'agency' },
    ],
    'duty-by-organization-type': [{ duty_type: null }, { duty_type: 'education_session' }],
    'flow-of-an-organization': [
      { organization: holder, case_type: null },
      { organization: holder, case_type: 'record_check' },
    ],
  };
  return choices[name] ?? [{}];
}

describe('the ready questions', () => {
  const facts = known();
  let database: Database;
  let labels = new Map<string, string>();
  beforeAll(async () => {
    const dataDir = join(root, 'data');
    await load(dataDir, world.folders, { settings });
    database = await openPublished(join(livePath(dataDir), 'analyst.duckdb'));
    const codes = await database.all('select label_vi, code from meta.codes');
    labels = new Map(codes.map(({ label_vi: label, code }) => [String(label), String(code)]));
  });
  afterAll(() => {
    database.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function asked(name: string, chosen: Record<string, string | null>): Promise<Cell[][]> {
    const sql = sqlFile(`questions/${name}.sql`);
    await gate(database, sql, await allowedTables(database));
    const answer = await database.columns(sql, chosen);
    const shown = answer.data.filter((_, i) => !names.has(answer.names[i] ?? ''));
    return (shown[0] ?? []).map((_, row) => shown.map((column) => (column[row] ?? null) as Cell));
  }
  const lines = (rows: Cell[][]) => rows.map((row) => JSON.stringify(row.map(plain))).sort();
  const plain = (cell: Cell) => (typeof cell === 'string' ? (labels.get(cell) ?? cell) : cell);

  it('are all held against the raw snapshots', () => {
    expect(Object.keys(reckonings).sort()).toEqual(
      questionsIn('vi')
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(Object.entries(reckonings))('%s: the raw snapshots say the same', async (name, reckon) => {
    for (const chosen of choicesOf(name, facts)) {
      const rows = reckon(facts, chosen);
      expect(lines(await asked(name, chosen))).toEqual(lines(rows));
      expect(rows, JSON.stringify(chosen)).not.toEqual([]);
    }
  });
});
