import { addPerson } from '../../src/lib/server/people/accounts.ts';
import { roles } from '../../src/lib/server/people/roles.ts';
import { startSession } from '../../src/lib/server/people/sessions.ts';
import { openState } from '../../src/lib/server/state/open.ts';
import type { Disclosure, Role } from '../../src/lib/server/state/tables.ts';

/** The secret of a session for each role, as its cookie carries it. */
export type Sessions = Record<Role, string>;

/** Makes an account of each role in a data folder, named by its role, with a session and a password of its own choice. */
export async function signInAll(dataDir: string): Promise<Sessions> {
  const entries: [Role, string][] = [];
  for (const role of roles) entries.push([role, await signInAs(dataDir, role)]);
  return Object.fromEntries(entries) as Sessions;
}

/** Makes one account with a session; gives the session's secret. */
export async function signInAs(
  dataDir: string,
  role: Role,
  name: string = role,
  disclosure: Disclosure = 'full',
): Promise<string> {
  const state = await openState(dataDir);
  const world = { state, now: () => new Date() };
  try {
    await addPerson(world, { name, role, organization: null, disclosure });
    await state.updateTable('people').set({ must_change_password: 0 }).where('name', '=', name).execute();
    return await startSession(world, name, { address: '127.0.0.1', agent: 'test' });
  } finally {
    await state.destroy();
  }
}

/** Takes an account away with all that is its own. */
export async function forget(dataDir: string, name: string): Promise<void> {
  const state = await openState(dataDir);
  try {
    for (const table of ['sessions', 'tokens', 'second_factors', 'people'] as const)
      await state.deleteFrom(table).where('name', '=', name).execute();
  } finally {
    await state.destroy();
  }
}

/** A session as the header that brings it along; the server is not behind https. */
export function cookieOf(secret: string): string {
  return `sid=${secret}`;
}
