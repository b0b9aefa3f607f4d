import { describe, expect, it } from 'vitest';
import { setDisabled } from '../../../../../src/lib/server/people/accounts.ts';
import {
  issueToken,
  listTokens,
  revokeOwnToken,
  revokeTokens,
  viewerByToken,
} from '../../../../../src/lib/server/people/tokens.ts';
import { add, useWorld } from './support.ts';

const world = useWorld();
const name = 'Nguyễn An';

describe('a token', () => {
  it('has the role of its owner, is valid at once, and is kept as a hash', async () => {
    await add(world());
    const { token, role, expiresAt } = await issueToken(world(), 'NGUYỄN AN');
    expect([role, expiresAt]).toEqual(['analyst', '2027-01-31T01:00:00.000Z']);
    expect(await viewerByToken(world(), token)).toMatchObject({ name, role: 'analyst', by: 'token' });
    const rows = JSON.stringify(await world().state.selectFrom('tokens').selectAll().execute());
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(token.slice(3));
  });

  it('ends on its day', async () => {
    await add(world());
    const { token } = await issueToken(world(), name, 2);
    world().pass(2 * 24 * 60 - 1);
    expect(await viewerByToken(world(), token)).not.toBeNull();
    world().pass(1);
    expect(await viewerByToken(world(), token)).toBeNull();
  });

  it.each([
    ['its label', (_: string, label: string) => label],
    ['itself', (token: string) => token],
    ['the name of its owner', () => 'nguyễn an'],
  ])('is revoked by %s, and stays on the list', async (_, which) => {
    await add(world());
    await add(world(), { name: 'other' });
    const [mine, others] = [await issueToken(world(), name), await issueToken(world(), 'other')];
    const revoked = await revokeTokens(world(), which(mine.token, mine.label));
    expect(revoked.map(({ label }) => label)).toEqual([mine.label]);
    expect(await viewerByToken(world(), mine.token)).toBeNull();
    expect(await viewerByToken(world(), others.token)).not.toBeNull();
    expect(await listTokens(world(), name)).toMatchObject([
      { label: mine.label, revoked_at: expect.any(String) },
    ]);
    expect(await revokeTokens(world(), which(mine.token, mine.label))).toEqual([]);
  });

  it('is revoked on a page by its own person only', async () => {
    await add(world());
    const { token, label } = await issueToken(world(), name);
    await revokeOwnToken(world(), { label, name: 'other' });
    expect(await viewerByToken(world(), token)).not.toBeNull();
    await revokeOwnToken(world(), { label, name });
    expect(await viewerByToken(world(), token)).toBeNull();
  });

  it('is not given to a name that nobody has, nor to a closed account', async () => {
    await add(world());
    await setDisabled(world(), name, true);
    for (const who of ['nobody', name])
      await expect(issueToken(world(), who)).rejects.toMatchObject({ reason: 'unknown_name' });
  });
});
