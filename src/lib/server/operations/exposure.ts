import { isLoopback } from '#warehouse/loopback.ts';
import { countPeople } from '../people/accounts.ts';
import type { PeopleWorld } from '../people/world.ts';
import { StartRefused } from './start-refused.ts';

/**
 * Where other machines can reach the server, they must do so by https, and at least one account must be there. Throws StartRefused otherwise; a
 * server without HOST listens everywhere.
 */
export async function assertAccounts(
  world: PeopleWorld,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const host = environment.HOST?.trim() || '0.0.0.0';
  if (isLoopback(host)) return;
  if (!/^https:\/\//.test(environment.ORIGIN?.trim() ?? '')) {
    throw new StartRefused(
      `HOST=${host} bị từ chối · is refused: beyond loopback an https ORIGIN is needed; or use HOST=127.0.0.1.`,
    );
  }
  if ((await countPeople(world)) > 0) return;
  throw new StartRefused(
    `HOST=${host} bị từ chối vì chưa có tài khoản nào · is refused while there is no account: npm run admin -- user add NAME --role admin; or use HOST=127.0.0.1.`,
    1,
  );
}
