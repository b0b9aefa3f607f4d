import type { Database } from '#warehouse/open.server.ts';
import { contentHashes } from '../content-hash.ts';
import type { Manifest } from '../version-folders.ts';
import { modelsHash } from './models-hash.ts';

/** What of an older version's counting is as it is now. */
export interface SameCounting {
  /** Time limits and calendar. */
  rules: boolean;
  models: boolean;
}

/** Tells of any older version whether it was counted by the rules in `reference` and by the models of this program. */
export async function sameCounting(
  database: Database,
): Promise<(older: Pick<Manifest, 'settings' | 'models'>) => SameCounting> {
  const rules = await contentHashes(database, ['reference.calendar', 'reference.time_limits']);
  const models = modelsHash();
  return (older) => ({
    rules: rules.every(({ table, hash }) => older.settings[table] === hash),
    models: older.models === models,
  });
}
