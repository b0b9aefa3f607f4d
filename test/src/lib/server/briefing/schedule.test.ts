import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { draftOf, issueBriefing, issuedFile } from '../../../../../src/lib/server/briefing/desk.ts';
import { briefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import { draftWhenDue, dueMonth } from '../../../../../src/lib/server/briefing/schedule.ts';
import { pinQuery } from '../../../../../src/lib/server/kept/pins.ts';
import { addQuery } from '../../../../../src/lib/server/kept/saved.ts';
import { openState, type State } from '../../../../../src/lib/server/state/open.ts';
import { signInAs } from '../../../../support/people.ts';
import { furnished, october, openWorld, versionOf } from './world.ts';

/** The small warehouse, loaded at a time (UTC); 24 November is a holiday, Saturday the 28th is worked. */
const loadedAt = (at: string) => `${furnished}
  alter table meta.snapshots add column if not exists loaded_at timestamp;
  update meta.snapshots set loaded_at = timestamp '${at}';
  create table meta.calendar as
  select day::date as date, kind from (values ('2026-11-24', 'holiday'), ('2026-11-28', 'makeup')) as days(day, kind);`;

const worlds: Awaited<ReturnType<typeof openWorld>>[] = [];
const states: State[] = [];

async function worldLoadedAt(at: string) {
  const world = await openWorld(loadedAt(at));
  const state = await openState(world.dataDir);
  worlds.push(world);
  states.push(state);
  return { version: await versionOf(world), state, dataDir: world.dataDir };
}

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all(states.map((state) => state.destroy()));
  worlds.forEach((world) => world.close());
});

describe('the day of the draft', () => {
  it.each([
    ['the Monday after a Friday', '2026-11-20 10:00:00', '2026-11-23'],
    ['after the holiday, for what was loaded after midnight in Vietnam', '2026-11-22 18:30:00', '2026-11-25'],
    ['a Saturday that is worked', '2026-11-27 03:00:00', '2026-11-28'],
  ])('is %s', async (_, at, draftOn) => {
    const { version } = await worldLoadedAt(at);
    expect(await dueMonth(version)).toEqual({ month: '2026-10', draftOn });
  });

  it('is unknown in a version without a calendar', async () => {
    const world = await openWorld();
    worlds.push(world);
    expect(await dueMonth(await versionOf(world))).toBeNull();
  });
});

describe('the schedule', () => {
  let world: Awaited<ReturnType<typeof worldLoadedAt>>;
  const day = (date: string) => new Date(`${date}T08:00:00+07:00`);

  beforeAll(async () => {
    world = await worldLoadedAt('2026-11-20 10:00:00');
  });

  it('makes nothing before the day, then one draft, also when it was down that day', async () => {
    const { state, version } = world;
    expect(await draftWhenDue(state, version, day('2026-11-22'))).toBeNull();
    const draft = await draftWhenDue(state, version, day('2026-11-26'));
    expect(draft).toMatchObject({ id: '2026-10.month.0', issued_by: 'schedule', version: version.id });
    expect(await draftWhenDue(state, version, day('2026-11-26'))).toBeNull();
    expect(draft && issuedFile(state, draft, 'pdf')).not.toBeNull();
  });

  it('takes along what is pinned into the annex', async () => {
    const { state, version, dataDir } = await worldLoadedAt('2026-11-20 10:00:00');
    vi.stubEnv('DATA_DIR', dataDir);
    await signInAs(dataDir, 'analyst', 'an');
    const kept = { state, now: () => day('2026-11-23') };
    const text = {
      title: 'Tồn theo giai đoạn',
      description: '',
      sql: 'select 1',
      parameters: [],
      view: null,
    };
    const id = (await addQuery(kept, 'an', text)) ?? '';
    await pinQuery(kept, { name: 'an', id, place: 'annex' }, {});
    const draft = await draftWhenDue(state, version, day('2026-11-26'));
    expect(JSON.parse(draft?.manifest ?? '{}')).toMatchObject({
      pinned: [{ title: text.title, owner: 'an' }],
    });
  });

  it('makes none of a month that was issued already', async () => {
    const { state, version } = await worldLoadedAt('2026-11-20 10:00:00');
    await issueBriefing(state, await briefingFiles(version, october), { by: 'thuy', now: day('2026-11-21') });
    expect(await draftWhenDue(state, version, day('2026-11-26'))).toBeNull();
    expect(await draftOf(state, '2026-10')).toBeNull();
  });
});
