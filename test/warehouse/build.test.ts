import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '#etl/steps/open-store.ts';
import { viewBase, viewStore } from '#etl/steps/store.ts';
import { places } from '#etl/surroundings.ts';
import { buildModels, models } from '#warehouse/build.ts';
import type { Database } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';
import { withConnections } from '#warehouse/side-by-side.ts';
import { writeGoldenWorld } from '../etl/golden-world.ts';
import { linesOf, makePlace, type Place } from '../etl/support.ts';

let place: Place;
let database: Database;
beforeEach(async () => {
  place = makePlace('2026-04-02');
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
  database = await openStore(places(place.dataDir).store, { readOnly: false });
  await viewBase(database, null);
  await viewStore(database, false);
  await loadReference(database, null);
});
afterEach(() => {
  database.close();
  place.remove();
});

const left = () =>
  linesOf(
    database,
    `select case when schema_name = 'main' then '' else schema_name || '.' end || table_name from duckdb_tables()
     where database_name = current_database() and (schema_name = 'marts' or table_name like 'int_%') order by 1`,
  );

it('leaves every table but those of cases, however many connections build', async () => {
  const kept = models.filter(({ isPassing }) => !isPassing).map(({ table }) => table);
  await withConnections(database, 3, (others) => buildModels(database, { others }));
  expect(await left()).toEqual(kept.sort());
});

it('puts what is published into a file, in its order, and shows it under the same name', async () => {
  await database.run(`attach ':memory:' as file`);
  await database.run('create schema file.marts');
  await buildModels(database, { file: 'file' });
  const published = models.filter((model) => model.published === 'both').map(({ table }) => table);
  expect((await left()).filter((table) => table.startsWith('marts.'))).toEqual(['marts.fct_cases']);
  expect(await linesOf(database, 'select count(*) from marts.dim_month')).toEqual(
    await linesOf(database, 'select count(*) from file.marts.dim_month'),
  );
  const there = await linesOf(
    database,
    `select 'marts.' || table_name from duckdb_tables() where database_name = 'file' order by 1`,
  );
  expect(there).toEqual(published.sort());
  const months = await linesOf(
    database,
    'select organization_key, month from file.marts.agg_case_flow_by_month',
  );
  const sorted = await linesOf(
    database,
    'select organization_key, month from file.marts.agg_case_flow_by_month order by all',
  );
  expect(months).toEqual(sorted);
});
