import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { stampOf } from '../launch/build.mjs';
import { withLock } from '../launch/lock.mjs';
import { isAlive } from '../launch/parent.mjs';
import { signInText } from '../launch/sign-in.mjs';
import { counted, playwrightCount, sum, vitestCount } from '../launch/test.mjs';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'launch-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function launch(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['launch.mjs', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, 'close');
  return { exitCode: child.exitCode, stdout, stderr };
}

const oneLine = /^[^\n]+\n$/;
const dataDir = (name: string) => ({ DATA_DIR: join(folder, name) });

describe('npm start', () => {
  it('says in one line that the port is taken, before it makes anything', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { exitCode, stdout, stderr } = await launch(['start'], { ...dataDir('port'), PORT: port });
    server.close();
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  });

  it('says in one line that the data folder cannot be written', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const { exitCode, stderr } = await launch(['start'], dataDir('a-file/below'));
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(`DATA_DIR=${join(folder, 'a-file', 'below')}`);
    expect(exitCode).toBe(1);
  });

  it.each(['abc', '0', '65536', '-1', '80.5'])('refuses PORT=%s in one line', async (port) => {
    const { exitCode, stderr } = await launch(['start'], { ...dataDir('bad-port'), PORT: port });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(`PORT=${port}`);
    expect(exitCode).toBe(2);
  });

  it('says in one line which setting it refuses, before it makes anything', async () => {
    const { exitCode, stdout, stderr } = await launch(['start'], { ...dataDir('bad-host'), HOST: '0.0.0.0' });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain('HOST=0.0.0.0');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});

describe('a log that cannot be written', () => {
  it('loses its lines and not the server', async () => {
    const log = pathToFileURL(join(root, 'launch', 'log.mjs')).href;
    const script = `const { logOn, outliveLog } = await import(${JSON.stringify(log)}); outliveLog();
      for (let i = 0; i < 3; i += 1) { logOn(process.stderr, 'info')('info', 'line'); await new Promise(setImmediate); }
      process.exitCode = 7;`;
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', full, full],
    });
    await once(child, 'close');
    closeSync(full);
    expect(child.exitCode).toBe(7);
  });
});

describe('how to sign in', () => {
  it.each([
    [{ accounts: 0, demo: true }, 'demo account'],
    [{ accounts: 2, demo: false }, 'account that you were given'],
    [{ accounts: 0, demo: false }, 'user add NAME --role admin'],
  ])('is said at the start: %j', (ways, words) => {
    const text = signInText('http://127.0.0.1:3000', ways);
    expect(text).toContain('http://127.0.0.1:3000/sign-in');
    expect(text).toContain(words);
  });
});

describe('npm run etl', () => {
  it('passes on the exit code of wrong usage', async () => {
    const { exitCode, stdout } = await launch(['etl', 'no-such-command'], dataDir('usage'));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('leaves stdout to the one JSON value of --json', async () => {
    const { exitCode, stdout } = await launch(['etl', 'versions', '--json'], dataDir('json'));
    expect(JSON.parse(stdout)).toBeDefined();
    expect(exitCode).toBe(0);
  });

  it('passes on the refusal of a load, with its reason on stdout and exit code 1', async () => {
    const { exitCode, stdout } = await launch(
      ['etl', 'load', join(folder, 'nowhere'), '--json'],
      dataDir('refused'),
    );
    expect(JSON.parse(stdout)).toHaveProperty('refused.reason');
    expect(exitCode).toBe(1);
  });
});

describe('a lock', () => {
  it('lets one process after the other in', async () => {
    const path = join(folder, 'one.lock');
    const steps: string[] = [];
    const inside = (name: string) => async () => {
      steps.push(`${name} in`);
      await pause(50);
      steps.push(`${name} out`);
    };
    await Promise.all([withLock(path, inside('first')), withLock(path, inside('second'))]);
    expect(steps).toEqual(['first in', 'first out', 'second in', 'second out']);
  });

  it('is taken over from a process that is gone', async () => {
    const path = join(folder, 'left.lock');
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'close');
    writeFileSync(path, String(child.pid));
    expect(await withLock(path, async () => 'inside')).toBe('inside');
  });
});

describe('a program that the launcher runs', () => {
  it('ends with the launcher, even when that is killed outright', async () => {
    const forever = `console.log(process.pid); setInterval(() => {}, 1000);`;
    const run = pathToFileURL(join(root, 'launch', 'run.mjs')).href;
    const script = `import { runNode } from '${run}'; runNode(['-e', ${JSON.stringify(forever)}], { echo: process.stdout });`;
    const launcher = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const [chunk]: Buffer[] = await once(launcher.stdout, 'data');
    const pid = Number(chunk?.toString());
    expect(isAlive(pid)).toBe(true);
    launcher.kill('SIGKILL');
    await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000 });
    expect(isAlive(pid)).toBe(false);
  });
});

describe('the stamp of the sources', () => {
  it('follows content and names, not times', () => {
    const source = join(folder, 'stamp');
    const write = (text: string) => {
      rmSync(source, { force: true });
      writeFileSync(source, text);
      return stampOf([source]);
    };
    const first = write('a');
    expect(write('a')).toBe(first);
    expect(write('b')).not.toBe(first);
  });
});

describe('the last line of npm test', () => {
  it('adds the tests of every step', () => {
    const vitest = vitestCount(JSON.stringify({ numPassedTests: 7, numFailedTests: 0, testResults: [] }));
    const pages = playwrightCount(
      JSON.stringify({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 }, errors: [] }),
    );
    expect(sum([vitest, pages])).toEqual({ passed: 10, failed: 3 });
  });

  it('counts a test file that failed before its first test', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(vitestCount(JSON.stringify({ numPassedTests: 2, numFailedTests: 0, testResults }))).toEqual({
      passed: 2,
      failed: 1,
    });
  });

  it('counts a runner that crashed, or found nothing to run', () => {
    const nothing = { passed: 0, failed: 0 };
    expect(counted({ exitCode: 1, output: '' }, nothing).failed).toBe(1);
    expect(counted({ exitCode: 0, output: '' }, nothing).failed).toBe(1);
    expect(counted({ exitCode: 0, output: '' }, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 0 });
  });
});
