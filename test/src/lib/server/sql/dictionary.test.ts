import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedTables } from '#etl/steps/published-file.ts';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { dictionaryIn } from '../../../../../src/lib/server/sql/dictionary.ts';
import { metricExpressions } from '../../../../../src/lib/server/sql/metric-expressions.ts';
import { functionsOf } from '../../../../../src/lib/server/sql/worker/functions.ts';

let database: Database;
beforeAll(async () => {
  database = await openMemory();
});
afterAll(() => database.close());

const file = (name: string) =>
  readFileSync(join(projectRoot(), 'warehouse', 'dictionary', name), 'utf8')
    .trimEnd()
    .split('\n');

describe('the dictionary', () => {
  it('tells of every table that is published, and of no other', () => {
    const told = file('tables.csv')
      .slice(1)
      .map((line) => line.split(';')[0] ?? '');
    expect(told.sort()).toEqual([...publishedTables(true)].sort());
  });

  it.each(['tables.csv', 'columns.csv'])('%s has all its fields on every line, no name twice', (name) => {
    const [heading = '', ...lines] = file(name).map((line) => line.split(';'));
    expect(lines.filter((fields) => fields.length !== heading.length || fields.includes(''))).toEqual([]);
    expect(new Set(lines.map(([first]) => first)).size).toBe(lines.length);
  });

  it('prefers what it says of a column of one table, and knows where it has nothing to say', () => {
    const { column, table } = dictionaryIn('en');
    expect(column('marts.dim_organization', 'valid_to')).toBe(
      'The snapshot that first shows others, null: open',
    );
    expect(column('meta.rules', 'valid_to')).toBe('In force up to this day, null: open');
    expect([column('meta.rules', 'nonsense'), table('meta.nonsense')]).toEqual([null, null]);
  });
});

describe('metrics as expressions', () => {
  const expressions = metricExpressions('vi');

  it('are quotients that survive a denominator of nothing', () => {
    expect(expressions.find(({ id }) => id === 'clearance_rate')).toMatchObject({
      expression: 'sum(closed_count) / nullif(sum(opened_count), 0)',
      table: 'marts.agg_case_flow_by_month',
    });
  });

  it('leave out what no expression over one table can give', () => {
    const ids = expressions.map(({ id }) => id);
    for (const id of ['months_of_work', 'days_to_conclusion_median', 'cases_opened_per_100_members']) {
      expect(ids).not.toContain(id);
    }
  });
});

describe('functions of the engine', () => {
  it('are those that statements may call, with their parameters', async () => {
    const functions = await functionsOf(database);
    expect(functions.find(({ name }) => name === 'sum')).toMatchObject({ isAggregate: true });
    expect(functions.find(({ name }) => name === 'date_trunc')?.parameters).toBe('part, timestamp');
    const names = functions.map(({ name }) => name);
    expect(
      names.filter((name) => /^(getenv|current_setting|duckdb_|pragma_|icu_collate_)/.test(name)),
    ).toEqual([]);
  });
});
