import { existsSync, renameSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditKeyPath } from '../../../src/lib/server/audit/key.ts';
import { verifyAudit } from '../../../src/lib/server/audit/verify.ts';
import { openState } from '../../../src/lib/server/state/open.ts';
import { makePlace } from '../../etl/support.ts';
import { run } from '../../support/command.ts';

const place = makePlace();
afterAll(() => place.remove());

const files = {
  'organizations.csv':
    'organization_code,organization_name,organization_level\nA,Đảng ủy A,upper_committee\n',
  'members.csv': 'member_code,organization_code,member_status\nSECRET-1,A,official\n',
  'cases.csv':
    'case_code,organization_code,case_type,stage,received_on\nHS-SECRET,A,admission_check,intake,2026-01-05\n',
};
const january = place.snapshot('2026-01-31', files);
const february = place.snapshot('2026-02-28', files);
const empty = place.snapshot('2026-03-31', { ...files, 'cases.csv': '' });

async function etl(words: string[], env: Record<string, string> = {}): Promise<number | null> {
  return (await run(['etl', ...words], { dataDir: place.dataDir, env })).code;
}

async function entries() {
  const state = await openState(place.dataDir);
  try {
    const rows = await state.selectFrom('audit').selectAll().orderBy('seq').execute();
    return { rows, passed: (await verifyAudit(state)).passed };
  } finally {
    await state.destroy();
  }
}

const operator = `os:${userInfo().username}`;

describe('a job of etl', () => {
  it('stands in the audit with who did it and how it ended, and no code of a member or case', async () => {
    const person = { LANG_KINH_ACTOR: 'An', LANG_KINH_SESSION: 's-1', LANG_KINH_ADDRESS: '127.0.0.1' };
    expect(await etl(['check', january])).toBe(0);
    expect(await etl(['load', january])).toBe(0);
    expect(await etl(['load', february], person)).toBe(0);
    expect(await etl(['load', empty])).toBe(1);
    expect(await etl(['rollback'])).toBe(0);
    expect(await etl(['rebuild'])).toBe(0);
    expect(await etl(['undo'])).toBe(0);
    expect(await etl(['rollback', '2020-01-31.001'])).toBe(1);
    const { rows, passed } = await entries();
    expect(rows.map(({ actor, action, object, verdict }) => [actor, action, object, verdict])).toEqual([
      [operator, 'job', 'load', 'done'],
      [operator, 'load', '2026-01-31.001', 'done'],
      ['An', 'job', 'load', 'done'],
      ['An', 'load', '2026-02-28.001', 'done'],
      [operator, 'job', 'load', 'done'],
      [operator, 'load', null, 'refused'],
      [operator, 'job', 'rollback', 'done'],
      [operator, 'rollback', '2026-01-31.001', 'done'],
      [operator, 'job', 'rebuild', 'done'],
      [operator, 'rebuild', '2026-02-28.002', 'done'],
      [operator, 'job', 'undo', 'done'],
      [operator, 'undo', expect.stringContaining('2026-01-31.'), 'done'],
      [operator, 'job', 'rollback', 'done'],
      [operator, 'rollback', null, 'refused'],
    ]);
    expect(passed).toBe(true);
    expect(rows[3]).toMatchObject({ session: 's-1', address: '127.0.0.1' });
    expect(JSON.parse(rows[3]?.detail ?? '')).toMatchObject({ loaded: ['2026-02-28'], operator });
    expect(JSON.stringify(rows)).not.toContain('SECRET');
  });

  it('changes nothing when it cannot be written down', async () => {
    const key = auditKeyPath(place.dataDir);
    renameSync(key, `${key}.away`);
    const again = place.snapshot('2026-04-30', files);
    expect(await etl(['load', again])).toBe(1);
    expect(existsSync(join(place.dataDir, 'published', '2026-04-30.001'))).toBe(false);
    expect(existsSync(key)).toBe(false);
    renameSync(`${key}.away`, key);
    expect(await etl(['load', again])).toBe(0);
    expect((await entries()).passed).toBe(true);
  });
});
