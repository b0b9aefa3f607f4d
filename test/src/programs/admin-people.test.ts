import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { signIn } from '../../../src/lib/server/people/sign-in.ts';
import { viewerByToken } from '../../../src/lib/server/people/tokens.ts';
import { openState } from '../../../src/lib/server/state/open.ts';
import { run } from '../../support/command.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'admin-people-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

async function admin(...args: string[]) {
  const { code, stdout, stderr } = await run(['admin', ...args, '--json'], { dataDir });
  return { exitCode: code, value: JSON.parse(stdout), stderr };
}

describe('npm run admin', () => {
  it('makes an account and a token that hold at once in a program that runs, and ends them there', async () => {
    const state = await openState(dataDir);
    const world = { state, now: () => new Date() };
    const place = { address: '10.0.0.7', agent: '' };
    const added = await admin('user', 'add', 'Nguyễn An', '--role', 'analyst');
    expect(added).toMatchObject({ exitCode: 0, stderr: '' });
    expect(added.value).toEqual({ name: 'Nguyễn An', role: 'analyst', password: expect.any(String) });
    const { password } = added.value;
    expect((await signIn(world, { name: 'nguyễn an', password, place, browser: 'test' })).kind).toBe('in');
    const { value } = await admin('token', 'nguyễn an', '--days', '30');
    expect(value).toEqual({ token: expect.any(String), role: 'analyst', expires_at: expect.any(String) });
    const days = (Date.parse(value.expires_at) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    expect(await viewerByToken(world, value.token)).toMatchObject({ role: 'analyst' });
    expect((await admin('user', 'role', 'Nguyễn An', 'committee')).value).toMatchObject({
      role: 'committee',
    });
    expect(await viewerByToken(world, value.token)).toBeNull();
    expect((await admin('user', 'disable', 'NGUYỄN AN')).value).toMatchObject({ is_disabled: true });
    expect((await signIn(world, { name: 'Nguyễn An', password, place, browser: 'test' })).kind).toBe('wrong');
    await admin('user', 'enable', 'Nguyễn An');
    const again = await admin('user', 'reset', 'Nguyễn An');
    expect(again.value).toEqual({ name: 'Nguyễn An', role: 'committee', password: expect.any(String) });
    expect((await signIn(world, { name: 'Nguyễn An', password, place, browser: 'test' })).kind).toBe('wrong');
    expect((await signIn(world, { name: 'Nguyễn An', ...again.value, place, browser: 'test' })).kind).toBe(
      'in',
    );
    const events = await state.selectFrom('audit').select(['action', 'object']).orderBy('seq').execute();
    expect(events.map(({ action }) => action)).toEqual([
      'person_add',
      'token_add',
      'person_change',
      'person_disable',
      'person_enable',
      'person_reset',
    ]);
    expect(JSON.stringify(await state.selectFrom('audit').selectAll().execute())).not.toContain(password);
    expect((await admin('audit', 'verify')).value).toMatchObject({ passed: true });
    await state.destroy();
  });

  it.each([
    ['a name that is taken', ['user', 'add', 'NGUYỄN AN', '--role', 'admin'], 1],
    ['a name that nobody has', ['user', 'reset', 'nobody'], 1],
    ['a token that there is not', ['token', 'revoke', 't-0000000000'], 1],
    [
      'bound and restricted at once',
      ['user', 'add', 'b', '--role', 'committee', '--organization', '1', '--disclosure', 'restricted'],
      1,
    ],
    ['no role', ['user', 'add', 'b'], 2],
    ['a role that there is not', ['user', 'add', 'b', '--role', 'boss'], 2],
    ['another such role', ['user', 'role', 'Nguyễn An', 'boss'], 2],
    ['days without end', ['token', 'Nguyễn An', '--days', '4000'], 2],
    ['a command that there is not', ['user', 'promote', 'a'], 2],
  ])('refuses %s with its exit code, and says why on both channels', async (_, args, exitCode) => {
    const refused = await admin(...args);
    expect(refused.exitCode).toBe(exitCode);
    expect(Object.keys(refused.value)).toEqual([exitCode === 1 ? 'refused' : 'usage']);
    expect(refused.stderr).not.toBe('');
  });

  it('changes nothing while the audit cannot be written', async () => {
    const key = join(dataDir, 'key', 'audit.key');
    renameSync(key, `${key}.away`);
    const refused = await admin('user', 'add', 'Bình', '--role', 'analyst');
    expect([refused.exitCode, Object.keys(refused.value)]).toEqual([1, ['refused']]);
    renameSync(`${key}.away`, key);
    const { value } = await admin('user', 'list');
    expect(value).toMatchObject([{ name: 'Nguyễn An', has_second_factor: false }]);
    expect(value).toHaveLength(1);
  });
});
