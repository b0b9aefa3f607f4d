import { afterEach, beforeEach, expect, it } from 'vitest';
import { countPublished, countWorld, stages } from '#etl/steps/changes/measures.ts';
import { showBefore } from '#etl/steps/changes/worlds.ts';
import { openStore } from '#etl/steps/open-store.ts';
import { runFile, viewBase, viewStore } from '#etl/steps/store.ts';
import { places } from '#etl/surroundings.ts';
import { buildModels } from '#warehouse/build.ts';
import { loadReference } from '#warehouse/reference.ts';
import { writeGoldenWorld } from './golden-world.ts';
import { linesOf, makePlace, type Place } from './support.ts';

let place: Place;
beforeEach(() => (place = makePlace('2026-04-02')));
afterEach(() => place.remove());

it('measures counted row by row are those that the marts show', async () => {
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
  const database = await openStore(places(place.dataDir).store, { readOnly: false });
  await viewBase(database, null);
  await viewStore(database, false);
  await loadReference(database, null);
  await buildModels(database);
  await runFile(database, 'steps/changes/tables.sql');
  await database.run(
    `insert into changes.months select month, period_end from marts.dim_month where last_day(month) <= '2026-02-28'`,
  );
  await showBefore(database, 'disk', '2026-03-20');
  const families = ['cases', 'duties', 'members', 'organizations'] as const;
  await countWorld(database, 'before', families, { version: 'rows', stage: stages.before, sign: 1 });
  await countPublished(database, 'marts', { version: 'marts', stage: stages.before, sign: 1 });
  const counted = (version: string) =>
    linesOf(
      database,
      `select month, measure, value from changes.counted where compared_version = '${version}' and value <> 0 order by all`,
    );
  expect(await counted('rows')).toEqual(await counted('marts'));
  // All but overdue and unknown duties and conclusions before decisions, of which these months have none.
  const kinds = await linesOf(
    database,
    `select count(distinct measure) from changes.counted where value <> 0`,
  );
  expect(kinds).toEqual(['13']);
  database.close();
});
