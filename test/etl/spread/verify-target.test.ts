import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UsageError } from '#etl/errors.ts';
import { push } from '#etl/jobs/push.ts';
import { targetText, verifyTarget } from '#etl/jobs/verify-target.ts';
import { clickHouseAddress } from '#warehouse/clickhouse/address.ts';
import { openClickHouse, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { startClickHouse, type ClickHouseServer } from '../../support/clickhouse/server.ts';
import { csv, makePlace, refusalInBoth } from '../support.ts';

const place = makePlace('2026-02-10');
const [own, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
const database = 'lang_kinh_2026_01_31_001';
const files = {
  'organizations.csv': csv('organization_code organization_name organization_level\nA An grassroots_cell'),
  'members.csv': csv('member_code organization_code member_status\nM1 A official'),
  'cases.csv': csv(
    'case_code organization_code case_type stage received_on\nC1 A petition intake 2026-01-05',
  ),
};
let server: ClickHouseServer;
let clickHouse: ClickHouse;
let text = '';

function keyFile(name: string, pem: string | Buffer): string {
  const path = join(place.root, name);
  writeFileSync(path, pem, { mode: 0o600 });
  return path;
}

beforeAll(async () => {
  const starting = startClickHouse();
  await place.load([place.snapshot('2026-01-31', files)]);
  server = await starting;
  text = `${server.url.replace('http', 'clickhouse')}/lang_kinh`;
  clickHouse = openClickHouse(clickHouseAddress(text), { writes: true });
});
afterAll(async () => {
  await clickHouse.close();
  await server.stop();
  place.remove();
});

const pushed = () => {
  const pushKeyFile = keyFile('push.key', own.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const options = { analyst: false, byHash: true, anew: false };
  return push(text, options, { ...place.surroundings, pushKeyFile });
};
/** As a centre asks that has no file of the version. */
const verified = ({ publicKey } = own) => {
  const publisherKeyFile = keyFile('push.pub', publicKey.export({ type: 'spki', format: 'pem' }));
  return verifyTarget(text, {
    ...place.surroundings,
    dataDir: join(place.root, 'nowhere'),
    publisherKeyFile,
  });
};
const damaged = async () =>
  (await verified()).tables.filter(({ passed }) => !passed).map(({ table }) => table);

it('refuses what is no ClickHouse, and one that nothing was pushed to', async () => {
  await expect(verifyTarget('/mnt/somewhere', place.surroundings)).rejects.toThrow(UsageError);
  expect(await refusalInBoth(verified())).toMatchObject({ reason: 'not_writable' });
});

it('holds every table to what was published, and the version to its signature', async () => {
  await pushed();
  const found = await verified();
  expect(found).toMatchObject({ version: '2026-01-31.001', passed: true, signed: true });
  expect(found.tables.filter(({ held_to: to }) => to === 'content').length).toBeGreaterThan(30);
  expect(found.tables.map(({ table }) => table)).not.toContain('marts.fct_cases');
  expect(targetText(found)).toContain('chữ ký khớp');
  expect(await verified(other)).toMatchObject({ passed: false, signed: false });
});

it('finds a figure that was altered, a row too few and a table that is gone, and a push mends them', async () => {
  const wait = 'settings mutations_sync = 2';
  await clickHouse.run(
    `alter table ${database}.marts_agg_case_flow_by_month update opened_count = opened_count + 1 where 1 ${wait}`,
  );
  await clickHouse.run(
    `alter table ${database}.meta_calendar delete where date = (select min(date) from ${database}.meta_calendar) ${wait}`,
  );
  await clickHouse.run(`drop table ${database}.meta_rules sync`);
  expect((await damaged()).sort()).toEqual(['marts.agg_case_flow_by_month', 'meta.calendar', 'meta.rules']);
  expect(targetText(await verified())).toContain('bảng meta.rules');
  await pushed();
  expect(await damaged()).toEqual([]);
});
