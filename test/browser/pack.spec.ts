import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startServer } from './program.ts';
import { setting } from './pages.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'pack-test-'));
test.describe.configure({ mode: 'serial', timeout: 300_000 });
test.afterAll(() => rmSync(folder, { recursive: true }));

let unpacked = '';
const check = () =>
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: unpacked, stdio: 'pipe' });

test('an archive holds what its list of sums says, and nothing for developers', () => {
  const packed = execFileSync(process.execPath, ['launch.mjs', 'pack', '--out', folder, '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { file } = JSON.parse(packed.toString());
  execFileSync('tar', ['-xzf', file, '-C', folder], { stdio: 'pipe' });
  unpacked = file.replace(/\.tar\.gz$/, '');
  check();
  const sums = readFileSync(join(unpacked, 'SHA256SUMS'), 'utf8');
  expect(sums).toMatch(/ {2}build\/handler\.js\n/);
  expect(sums).toMatch(/ {2}node_modules\/tsx\/package\.json\n/);
  expect(sums).not.toMatch(
    / {2}(test\/|data\/|node_modules\/(vite|vitest|@playwright|eslint)\/|.*\.(key|map)\n)/,
  );
});

test('it serves and loads where nothing but Node is there', async () => {
  const dataDir = join(folder, 'data');
  cpSync(setting('LANG_KINH_EARLY'), dataDir, { recursive: true });
  const alone = { launcher: join(unpacked, 'launch.mjs'), env: { PATH: '', npm_execpath: '' } };
  const server = await startServer(dataDir, alone);
  const version = async () => (await (await fetch(`${server.url}/healthz`)).json()).version;
  const sources = join(folder, 'next');
  cpSync(setting('LANG_KINH_NEWEST'), sources, { recursive: true });
  const etl = async (...args: string[]) => {
    const job = spawn(process.execPath, [alone.launcher, 'etl', ...args], {
      env: { ...process.env, ...alone.env, DATA_DIR: dataDir },
      stdio: 'ignore',
    });
    expect(await once(job, 'exit')).toEqual([0, null]);
  };
  const before = await version();
  await etl('load', sources);
  expect(await version()).not.toBe(before);
  const page = await fetch(server.url, { redirect: 'manual' });
  expect([page.status, page.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/sign-in/)]);
  expect(await server.stop()).toBe(0);
  check();
});

test('it refuses another kind of machine, and is found out when a file was changed', () => {
  const marker = join(unpacked, 'packed.json');
  const text = readFileSync(marker, 'utf8');
  writeFileSync(marker, text.replace(/"platform":"[^"]+"/, '"platform":"plan9-x64"'));
  const start = () =>
    execFileSync(process.execPath, ['launch.mjs', 'etl', 'versions'], { cwd: unpacked, stdio: 'pipe' });
  expect(start).toThrow(/plan9-x64/);
  writeFileSync(marker, text);
  check();
  appendFileSync(join(unpacked, 'launch', 'root.mjs'), '\n');
  expect(check).toThrow(/1 computed checksum did NOT match/);
});
