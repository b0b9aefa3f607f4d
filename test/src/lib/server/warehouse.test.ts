import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DamagedVersion,
  NoPublishedVersion,
  UnknownVersion,
  Warehouse,
} from '../../../../src/lib/server/warehouse';
import { makeCurrent, newDataDir, publish, removeDataDir, writeManifest } from './support';

const first = '2026-10-31.001';
const second = '2026-10-31.002';
const oneOrganization = `delete from marts.dim_organization where organization_code <> 'A'`;
const count = 'select count(*) as n from marts.dim_organization';

let dataDir: string;
let warnings: string[];
let time: number;
let warehouse: Warehouse;

beforeEach(() => {
  dataDir = newDataDir();
  warnings = [];
  time = 0;
  warehouse = new Warehouse({ dataDir, now: () => time, warn: (text) => warnings.push(text) });
});
afterEach(() => removeDataDir(dataDir));

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(path, bytes);
}

function damage(id: string): void {
  writeFileSync(join(dataDir, 'published', id, 'warehouse.duckdb'), 'this is no database');
}

describe('the live version', () => {
  it('knows its name, its date and the months it covers', async () => {
    await publish(dataDir, first);
    expect(await warehouse.live()).toMatchObject({
      id: first,
      asOf: '2026-10-31',
      firstMonth: '2025-10',
      newestMonth: '2026-10',
      firstSnapshotMonth: '2026-08',
      dutyMonths: { first: '2025-10', last: '2026-12' },
      manifest: { version: first },
    });
  });

  it('follows a publish with the next question and answers whoever still holds the version before', async () => {
    await publish(dataDir, first);
    const before = await warehouse.live();
    await publish(dataDir, second, oneOrganization);
    const after = await warehouse.live();
    expect([before.id, after.id]).toEqual([first, second]);
    expect(await after.all(count)).toEqual([{ n: 1 }]);
    expect(await before.all(count)).toEqual([{ n: 9 }]);
    expect(await before.all(count)).toEqual([{ n: 9 }]);
  });

  it('goes back when current.json names an older version', async () => {
    await publish(dataDir, first);
    await publish(dataDir, second, oneOrganization);
    await warehouse.live();
    makeCurrent(dataDir, first);
    expect(await (await warehouse.live()).all(count)).toEqual([{ n: 9 }]);
  });

  it('gives everybody the same version while one is being opened', async () => {
    await publish(dataDir, first);
    const versions = await Promise.all([warehouse.live(), warehouse.live(), warehouse.live()]);
    expect(new Set(versions).size).toBe(1);
  });

  it('answers more questions at once than it has connections, and equal ones from memory', async () => {
    await publish(dataDir, first);
    const version = await warehouse.live();
    const questions = Array.from({ length: 20 }, (_, i) => version.all('select $1::integer as n', [i % 10]));
    expect(await Promise.all(questions)).toEqual(Array.from({ length: 20 }, (_, i) => [{ n: i % 10 }]));
    const random = 'select random() as r';
    expect(await version.all(random)).toEqual(await version.all(random));
  });

  it('asks again after a question that failed', async () => {
    await publish(dataDir, first);
    const version = await warehouse.live();
    await expect(version.all('select error($1)', ['x'])).rejects.toThrow('x');
    await expect(version.all('select error($1)', ['x'])).rejects.toThrow('x');
    expect(await version.all(count)).toEqual([{ n: 9 }]);
  });

  it('can be read, not written', async () => {
    await publish(dataDir, first);
    const version = await warehouse.live();
    await expect(version.all('delete from marts.dim_organization')).rejects.toThrow(/read-only/);
  });
});

describe('what cannot be opened', () => {
  it('is no version at all while nothing has been published', async () => {
    await expect(warehouse.live()).rejects.toThrow(NoPublishedVersion);
    await publish(dataDir, first);
    expect((await warehouse.live()).id).toBe(first);
  });

  it('is reported when versions are gone and current.json still names one', async () => {
    makeCurrent(dataDir, first);
    await expect(warehouse.live()).rejects.toThrow(DamagedVersion);
  });

  it.each(['warehouse.duckdb', 'rejects.json', 'manifest.json', 'manifest.json.sha256'])(
    'is reported in Vietnamese when %s is missing',
    async (file) => {
      await publish(dataDir, first);
      rmSync(join(dataDir, 'published', first, file));
      await expect(warehouse.live()).rejects.toThrow(DamagedVersion);
      await expect(warehouse.live()).rejects.toThrow(/2026-10-31\.001\): tệp thiếu hoặc hỏng/);
    },
  );

  it('is reported when the file is no database, holds no figures or belongs to another version', async () => {
    await publish(dataDir, first);
    damage(first);
    await expect(warehouse.live()).rejects.toThrow(DamagedVersion);
    await publish(dataDir, second, 'delete from meta.snapshots');
    await expect(warehouse.live()).rejects.toThrow(DamagedVersion);
    await publish(dataDir, '2026-10-31.003');
    writeFileSync(join(dataDir, 'published', '2026-10-31.003', 'manifest.json'), '{"version": "other"}');
    await expect(warehouse.live()).rejects.toThrow(DamagedVersion);
  });

  it('leaves the version before in use, and is tried again after a pause', async () => {
    await publish(dataDir, first);
    await warehouse.live();
    await publish(dataDir, second, oneOrganization);
    const manifest = join(dataDir, 'published', second, 'manifest.json');
    rmSync(manifest);
    expect((await warehouse.live()).id).toBe(first);
    expect(warnings).toEqual([
      expect.stringContaining(`Version ${second} cannot be opened; ${first} stays in use`),
    ]);
    expect(await warehouse.health()).toMatchObject({
      version: { id: first },
      problems: [
        expect.stringContaining(`Bản ${second} thiếu tệp hoặc không khớp mã băm; đang dùng bản ${first}`),
      ],
    });
    await writeManifest(join(dataDir, 'published', second), second);
    expect((await warehouse.live()).id).toBe(first);
    time = 5000;
    expect((await warehouse.live()).id).toBe(second);
    expect(await warehouse.health()).toMatchObject({ version: { id: second }, problems: [] });
  });

  it('is any version with one changed byte; the newest older one that is whole is served at the start', async () => {
    const third = '2026-10-31.003';
    for (const id of [first, second, third]) await publish(dataDir, id);
    for (const id of [second, third]) flipByte(join(dataDir, 'published', id, 'warehouse.duckdb'));
    expect((await warehouse.live()).id).toBe(first);
    const { problems } = await warehouse.health();
    expect(problems).toEqual([expect.stringContaining(`Bản ${third}`)]);
    expect((await warehouse.live()).id).toBe(first);
    makeCurrent(dataDir, first);
    expect(await warehouse.health()).toMatchObject({ version: { id: first }, problems: [] });
  });

  it('is never replaced by a newer version that somebody went back from', async () => {
    await publish(dataDir, first);
    await publish(dataDir, second);
    makeCurrent(dataDir, first);
    flipByte(join(dataDir, 'published', first, 'warehouse.duckdb'));
    await expect(warehouse.live()).rejects.toThrow(DamagedVersion);
  });

  it('is found out while it is read, too, and the version before takes its place', async () => {
    await publish(dataDir, first);
    await publish(dataDir, second);
    const version = await warehouse.live();
    const file = join(dataDir, 'published', second, 'warehouse.duckdb');
    writeFileSync(file, readFileSync(file).fill(0, 12288));
    const tables = [
      'dim_organization',
      'agg_backlog_by_month',
      'agg_duties_by_month',
      'agg_case_flow_by_month',
    ];
    const answers = await Promise.allSettled(
      tables.map((name) => version.all(`select md5(string_agg(t::varchar)) from marts.${name} as t`)),
    );
    expect(answers.some(({ status }) => status === 'rejected')).toBe(true);
    expect((await warehouse.live()).id).toBe(first);
    expect((await warehouse.health()).problems).toEqual([expect.stringContaining(second)]);
  });

  it.each([
    '',
    '{"version": ',
    '[]',
    'null',
    '{"version": "../../etc"}',
    '{"version": "2026-10-31.009"}',
    null,
  ])(
    'leaves the version before in use when current.json is %j, and gives the newest one at the start',
    async (text) => {
      const current = join(dataDir, 'published', 'current.json');
      await publish(dataDir, first);
      await warehouse.live();
      await publish(dataDir, second, oneOrganization);
      if (text === null) rmSync(current);
      else writeFileSync(current, text);
      expect((await warehouse.live()).id).toBe(first);
      expect((await warehouse.health()).problems).toEqual([
        expect.stringMatching(/current\.json|2026-10-31\.009/),
      ]);
      const started = new Warehouse({ dataDir, now: () => time, warn: (told) => warnings.push(told) });
      expect((await started.live()).id).toBe(second);
      makeCurrent(dataDir, second);
      expect(await warehouse.health()).toMatchObject({ version: { id: second }, problems: [] });
    },
  );
});

describe('a version asked for by name', () => {
  it('is read beside the live one', async () => {
    await publish(dataDir, first);
    await publish(dataDir, second, oneOrganization);
    await warehouse.live();
    expect(await (await warehouse.named(first)).all(count)).toEqual([{ n: 9 }]);
    expect(await (await warehouse.named(second)).all(count)).toEqual([{ n: 1 }]);
    expect(warehouse.versions()).toEqual([first, second]);
  });

  it('goes on answering after others have taken its place', async () => {
    const names = [1, 2, 3, 4, 5].map((n) => `2026-10-31.00${n}`);
    for (const name of names) await publish(dataDir, name);
    const versions = [];
    for (const name of names) versions.push(await warehouse.named(name));
    const counts = await Promise.all(versions.map((version) => version.all(count)));
    expect(counts).toEqual(names.map(() => [{ n: 9 }]));
  });

  it.each(['2026-10-31.009', '..', '../published/2026-10-31.001', ''])(
    'is refused when it is %j',
    async (name) => {
      await publish(dataDir, first);
      await expect(warehouse.named(name)).rejects.toThrow(UnknownVersion);
      await expect(warehouse.named(name)).rejects.toMatchObject({ versions: [first] });
    },
  );

  it('is reported as damaged, and found again once it is mended', async () => {
    await publish(dataDir, first);
    await publish(dataDir, second);
    damage(first);
    await expect(warehouse.named(first)).rejects.toThrow(DamagedVersion);
    await publish(dataDir, first);
    expect((await warehouse.named(first)).id).toBe(first);
  });
});
