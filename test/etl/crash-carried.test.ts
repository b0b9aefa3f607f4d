import { cpSync, existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { load } from '#etl/jobs/load.ts';
import { verify } from '#etl/jobs/verify.ts';
import { liveDamage } from '#etl/steps/revision.ts';
import { places } from '#etl/surroundings.ts';
import { start } from '../support/command.ts';
import { csv, liveManifest, liveVersion, makePlace, surroundingsAt } from './support.ts';

const place = makePlace('2026-04-02');
const options = { replace: false, maxRejects: 1, acceptDrop: true, checkOnly: false };
const base = join(place.root, 'base');
const done = Array.from(
  { length: 40 },
  (_, no) => `OLD${no} G petition closed 2025-11-05 2025-11-20 concluded`,
);
const open = (stage: string) => `OPEN G petition ${stage} 2025-12-08 . .`;
const files = (cases: readonly string[]) => ({
  'organizations.csv': csv('organization_code organization_name organization_level\n G Một grassroots_cell'),
  'members.csv': csv('member_code organization_code member_status\n M1 G official'),
  'cases.csv': csv(
    ['case_code organization_code case_type stage received_on closed_on closing', ...cases].join('\n'),
  ),
});
const older = ['2025-12-31', '2026-01-31', '2026-02-28'].map((asOf, no) =>
  place.snapshot(asOf, files([...done, open(no > 0 ? 'situation' : 'intake')])),
);
const newest = place.snapshot(
  '2026-03-31',
  files([...done, open('notice'), 'NEW G petition intake 2026-03-09 . .']),
);
// With a file of this size a load is no small one, and counts only what changed.
writeFileSync(join(newest, 'beside.txt'), '');
truncateSync(join(newest, 'beside.txt'), 16 * 1024 * 1024);

let hash = '';
let copies = 0;

function freshCopy(): string {
  const dataDir = join(place.root, `copy-${++copies}`);
  cpSync(base, dataDir, { recursive: true });
  return dataDir;
}

beforeAll(async () => {
  await load(older, options, surroundingsAt(base, '2026-03-02'));
  const dataDir = freshCopy();
  await load([newest], options, surroundingsAt(dataDir, '2026-04-02'));
  const manifest = liveManifest(dataDir);
  expect(manifest.counted_at).not.toBe(manifest.published_at);
  hash = manifest.content_hash;
});

afterAll(() => place.remove());

it.each<[string, (dataDir: string) => boolean]>([
  [
    'the first accepted rows are in place',
    (dataDir) => existsSync(join(places(dataDir).private, 'accepted/2026-03-31')),
  ],
  ['the version is in place', (dataDir) => readdirSync(places(dataDir).published).includes('2026-03-31.001')],
  ['current.json is replaced', (dataDir) => liveVersion(dataDir) === '2026-03-31.001'],
])(
  'a load that counts what changed, killed when %s, ends the same when it is repeated',
  async (_, isTime) => {
    const dataDir = freshCopy();
    const surroundings = surroundingsAt(dataDir, '2026-04-02');
    const run = start(['etl', 'load', newest, '--accept-drop', '--json'], { dataDir });
    let isOver = false;
    void run.ended.then(() => (isOver = true));
    while (!isOver && !isTime(dataDir)) await pause(1);
    run.child.kill('SIGKILL');
    await run.ended;
    expect(await liveDamage(surroundings)).toEqual([]);
    expect(['2026-02-28', '2026-03-31']).toContain(liveVersion(dataDir).slice(0, 10));
    expect(await load([newest], options, surroundings)).toMatchObject({ content_hash: hash });
    expect(await verify(surroundings)).toMatchObject({ passed: true, store: { state: 'whole' } });
    const { published, private: folder } = places(dataDir);
    const left = [published, folder, join(folder, 'accepted')].flatMap((each) => readdirSync(each));
    expect(left.filter((name) => /^\.|\.wal$|lock|\.new-|json\.\d/.test(name))).toEqual([]);
  },
);
