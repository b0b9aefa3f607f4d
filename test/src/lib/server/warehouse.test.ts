import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DamagedVersion,
  NoPublishedVersion,
  UnknownVersion,
  Warehouse,
} from '../../../../src/lib/server/warehouse';
import { makeCurrent, newDataDir, publish, removeDataDir } from './support';

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
    rmSync(join(dataDir, 'published', 'current.json'));
    await expect(warehouse.live()).rejects.toThrow(NoPublishedVersion);
  });

  it.each(['warehouse.duckdb', 'manifest.json'])(
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
    writeFileSync(manifest, JSON.stringify({ version: second }));
    expect((await warehouse.live()).id).toBe(first);
    time = 5000;
    expect((await warehouse.live()).id).toBe(second);
  });

  it('leaves the version before in use when current.json makes no sense', async () => {
    const current = join(dataDir, 'published', 'current.json');
    await publish(dataDir, first);
    writeFileSync(current, '{"version": ');
    await expect(warehouse.live()).rejects.toThrow(/current\.json/);
    makeCurrent(dataDir, first);
    await warehouse.live();
    for (const text of ['{"version": ', '[]', 'null', '{"version": "../../etc"}']) {
      writeFileSync(current, text);
      expect((await warehouse.live()).id).toBe(first);
    }
  });
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
