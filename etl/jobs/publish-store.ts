import type { Database } from '#warehouse/open.server.ts';
import { prepareVersion } from '../steps/prepare.ts';
import { type Published, writeVersion } from '../steps/publish.ts';
import { commitStore, viewStore } from '../steps/store.ts';
import type { Surroundings } from '../surroundings.ts';

/** Builds and publishes a version from `base` and `reference` alone; what `base` leaves out of the store is deleted first. */
export async function publishStore(database: Database, surroundings: Surroundings): Promise<Published> {
  await viewStore(database, false);
  const checks = await prepareVersion(database, surroundings.progress);
  const version = await writeVersion(database, checks, surroundings);
  await commitStore(database, false);
  return version.goLive();
}
