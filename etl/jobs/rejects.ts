import type { Row } from '#warehouse/open.server.ts';
import { rejectList } from '../steps/rejects.ts';
import { openStore } from '../steps/open-store.ts';
import { places, type Surroundings } from '../surroundings.ts';

/** The reject list of one snapshot or of all, from the store; empty while there is none. */
export async function rejects(asOf: string | null, surroundings: Surroundings): Promise<Row[]> {
  const database = await openStore(places(surroundings.dataDir).store, { readOnly: true });
  try {
    return await rejectList(database, 'disk', asOf);
  } finally {
    database.close();
  }
}
