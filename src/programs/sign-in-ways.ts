import { countPeople } from '../lib/server/people/accounts.ts';
import { peopleWorld } from '../lib/server/people/world.ts';

/** For the launcher: how one can sign in, as one JSON value. */
const world = await peopleWorld();
const ways = { accounts: await countPeople(world), demo: (await world.hasDemo?.()) ?? false };
await world.state.destroy();
process.stdout.write(`${JSON.stringify(ways)}\n`);
