import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory, openPublished, type Database } from '#warehouse/open.server.ts';
import { partTables, writePart } from '#warehouse/parts.ts';
import { writeGoldenWorld } from '../etl/golden-world.ts';
import { livePath, makePlace } from '../etl/support.ts';

const place = makePlace('2026-03-25');
let published: string;

beforeAll(async () => {
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
  published = livePath(place.dataDir, 'warehouse.duckdb');
});

afterAll(() => place.remove());

/** A database with the published file and its part below an organisation. */
async function partBelow(organization: string): Promise<Database> {
  const part = join(place.dataDir, `part-${organization}.duckdb`);
  const builder = await openMemory();
  expect(await writePart(builder, organization, { published, part })).toBe(true);
  builder.close();
  const database = await openMemory();
  await database.run(`attach '${published}' as whole (read_only)`);
  await database.run(`attach '${part}' as part (read_only)`);
  return database;
}

describe('the file of a part', () => {
  it('is described for every table that is published, and for no other', async () => {
    const file = await openPublished(published);
    const tables = await file.all(`select schema_name || '.' || table_name as name from duckdb_tables()`);
    file.close();
    expect(Object.keys(partTables).sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it('equals the whole below the organisation that stands above all, but for what tells of the whole', async () => {
    const database = await partBelow('P');
    for (const [table, { as }] of Object.entries(partTables)) {
      const [rows] = await database.all(`
        select
          (select count(*) from whole.${table})::integer as all_count,
          (select count(*) from (from whole.${table} except all from part.${table}))::integer as lost_count,
          (select count(*) from (from part.${table} except all from whole.${table}))::integer as added_count`);
      const lost = as === 'empty' ? rows?.all_count : 0;
      expect({ table, ...rows }).toEqual({ ...rows, table, lost_count: lost, added_count: 0 });
    }
    const [counted] = await database.all(
      'select count(*)::integer as n from part.marts.agg_case_flow_by_type',
    );
    expect(counted?.n).toBeGreaterThan(0);
    database.close();
  });

  it('has no table, view or column that the published file does not have, and no row of others', async () => {
    const database = await partBelow('N1');
    const shape = (name: string) =>
      database.all(
        `select schema_name, table_name, column_name, data_type from duckdb_columns()
        where database_name = '${name}' order by all`,
      );
    expect(await shape('part')).toEqual(await shape('whole'));
    expect(
      await database.all(`select 1 from duckdb_views() where database_name = 'part' and not internal`),
    ).toEqual([]);
    expect(
      await database.all(
        'select distinct organization_code as code from part.marts.dim_organization order by all',
      ),
    ).toEqual([{ code: 'G2' }, { code: 'N1' }]);
    database.close();
  });
});
