import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { loadReference, referenceFiles } from '#warehouse/reference.ts';

const settings = mkdtempSync(join(tmpdir(), 'reference-test-'));
let database: Database;

beforeAll(async () => {
  database = await openMemory();
  for (const { shipped, setting } of referenceFiles)
    copyFileSync(join(projectRoot(), 'warehouse', shipped), join(settings, setting));
});

afterAll(() => {
  database.close();
  rmSync(settings, { recursive: true });
});

const rows = () =>
  Promise.all(
    referenceFiles.map(({ table }) =>
      database.all(`select cast(source as varchar) as text from reference.${table} as source order by all`),
    ),
  );

describe('shipped rows', () => {
  it('pass all that settings are held to, though nobody looks at them on the way in', async () => {
    await loadReference(database, null);
    const shipped = await rows();
    await loadReference(database, settings);
    expect(await rows()).toEqual(shipped);
    expect(shipped.flat().length).toBeGreaterThan(100);
  });
});
