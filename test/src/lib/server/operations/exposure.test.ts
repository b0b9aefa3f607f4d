import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertAccounts } from '$lib/server/operations/exposure';
import { addPerson, setDisabled } from '$lib/server/people/accounts';
import { openState, type State } from '$lib/server/state/open';

const folder = mkdtempSync(join(tmpdir(), 'exposure-test-'));
let state: State;
const ORIGIN = 'https://lang-kinh.example';
const world = () => ({ state, now: () => new Date() });

beforeAll(async () => {
  state = await openState(folder);
});
afterAll(async () => {
  await state.destroy();
  rmSync(folder, { recursive: true });
});

describe('a server that other machines can reach', () => {
  it.each(['0.0.0.0', '::', '192.168.1.10', ''])(
    'does not start without an account: HOST=%j',
    async (HOST) => {
      await expect(assertAccounts(world(), { HOST, ORIGIN })).rejects.toMatchObject({
        name: 'StartRefused',
        exitCode: 1,
      });
    },
  );

  it('starts with an account, unless it is disabled', async () => {
    await addPerson(world(), { name: 'an', role: 'admin', organization: null, disclosure: 'full' });
    await expect(assertAccounts(world(), { HOST: '0.0.0.0', ORIGIN })).resolves.toBeUndefined();
    await expect(assertAccounts(world(), { HOST: '0.0.0.0' })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('https ORIGIN'),
    });
    await setDisabled(world(), 'an', true);
    await expect(assertAccounts(world(), { HOST: '0.0.0.0', ORIGIN })).rejects.toThrow(/user add/);
  });
});

describe('a server on this machine alone', () => {
  it.each(['127.0.0.1', 'localhost', '::1'])('starts without an account: HOST=%s', async (HOST) => {
    await expect(assertAccounts(world(), { HOST })).resolves.toBeUndefined();
  });
});
