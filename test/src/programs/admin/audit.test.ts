import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownState, recordMany, tamper } from '../../lib/server/audit/support.ts';

const own = ownState();
const root = join(import.meta.dirname, '..', '..', '..', '..');

function admin(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['launch.mjs', 'admin', ...words], {
    cwd: root,
    env: { ...process.env, DATA_DIR: own.dataDir },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('admin audit verify', () => {
  it('tells the head of a whole audit, for keeping on paper, and takes it back', async () => {
    await recordMany(own.state, 3);
    const { status, stdout } = admin('audit', 'verify');
    const [, head = ''] = /(\d+:[0-9a-f]{64})/.exec(stdout) ?? [];
    expect({ status, seq: head.split(':')[0] }).toEqual({ status: 0, seq: '3' });
    expect(stdout).toContain('3 mục');
    expect(admin('audit', 'verify', '--head', head).status).toBe(0);
    expect(admin('audit', 'verify', '--head', `9${head}`).status).toBe(1);
  });

  it('names the entry that was changed, and ends with 1', async () => {
    await recordMany(own.state, 3);
    tamper(own.dataDir, `update audit set actor = 'B' where seq = 2`);
    const { status, stdout } = admin('audit', 'verify');
    expect({ status, names: stdout.includes('Mục 2 ') }).toEqual({ status: 1, names: true });
    expect(JSON.parse(admin('audit', 'verify', '--json').stdout)).toMatchObject({
      passed: false,
      faults: [{ kind: 'changed', seq: 2 }],
    });
  });

  it('refuses what is no head', () => {
    expect(admin('audit', 'verify', '--head', '3').status).toBe(2);
  });
});
