import { describe, expect, it } from 'vitest';
import { run } from '../../../support/command.ts';
import { ownState, recordMany, tamper } from '../../lib/server/audit/support.ts';

const own = ownState();
const admin = (...words: string[]) => run(['admin', ...words], { dataDir: own.dataDir });

describe('admin audit verify', () => {
  it('tells the head of a whole audit, for keeping on paper, and takes it back', async () => {
    await recordMany(own.state, 3);
    const { code, stdout } = await admin('audit', 'verify');
    const [, head = ''] = /(\d+:[0-9a-f]{64})/.exec(stdout) ?? [];
    expect({ code, seq: head.split(':')[0] }).toEqual({ code: 0, seq: '3' });
    expect(stdout).toContain('3 mục');
    expect(await admin('audit', 'verify', '--head', head)).toMatchObject({ code: 0 });
    expect(await admin('audit', 'verify', '--head', `9${head}`)).toMatchObject({ code: 1 });
  });

  it('names the entry that was changed, and ends with 1', async () => {
    await recordMany(own.state, 3);
    tamper(own.dataDir, `update audit set actor = 'B' where seq = 2`);
    const { code, stdout } = await admin('audit', 'verify');
    expect({ code, names: stdout.includes('Mục 2 ') }).toEqual({ code: 1, names: true });
    expect(JSON.parse((await admin('audit', 'verify', '--json')).stdout)).toMatchObject({
      passed: false,
      faults: [{ kind: 'changed', seq: 2 }],
    });
  });

  it('refuses what is no head', async () => {
    expect(await admin('audit', 'verify', '--head', '3')).toMatchObject({ code: 2 });
  });
});
