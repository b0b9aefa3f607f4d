import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { servedCopy } from './folder.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'served-'));
  for (const folder of ['data/published/2026-10-31.001', 'data/private'])
    mkdirSync(join(scratch, folder), { recursive: true });
});
afterEach(() => {
  delete process.env['WAREHOUSE_URL'];
  rmSync(scratch, { recursive: true, force: true });
});

const serve = (name: string) => servedCopy(join(scratch, 'data'), join(scratch, name));

it('copies a small data folder whole, where a version can be published', () => {
  expect(() => serve('a')).toThrow('has no published version');
  writeFileSync(join(scratch, 'data/published/current.json'), '{}');
  expect(serve('b').canPublish).toBe(false);
  writeFileSync(join(scratch, 'data/private/store.duckdb'), '');
  expect(serve('c').canPublish).toBe(true);
  expect(existsSync(join(scratch, 'c/private/store.duckdb'))).toBe(true);
});

it('takes the published versions alone where pages read from a ClickHouse', () => {
  process.env['WAREHOUSE_URL'] = 'clickhouse://127.0.0.1:1/x';
  for (const path of [
    'published/current.json',
    'published/2026-10-31.001/warehouse.duckdb',
    'private/store.duckdb',
  ])
    writeFileSync(join(scratch, 'data', path), '');
  const { folder, canPublish } = serve('d');
  expect(canPublish).toBe(false);
  expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual([
    'published',
    'published/2026-10-31.001',
    'published/2026-10-31.001/warehouse.duckdb',
    'published/current.json',
  ]);
});
