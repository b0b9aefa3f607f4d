import { join } from 'node:path';
import { type Columns, openPublished } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { liveOrRefuse } from './versions.ts';

/** Runs one SELECT on the live analyst file, read-only. Throws RefusedError bad_query with DuckDB's message. */
export async function query(sql: string, surroundings: Surroundings): Promise<Columns> {
  const { version } = liveOrRefuse(surroundings);
  const database = await openPublished(
    join(places(surroundings.dataDir).published, version, 'analyst.duckdb'),
  );
  try {
    return await database.columns(sql);
  } catch (cause) {
    throw new RefusedError(
      {
        reason: 'bad_query',
        found: cause instanceof Error ? cause.message : String(cause),
        expected: 'một câu SELECT trên các bảng marts.* và meta.*',
        hint: 'Xem bảng bằng: select table_schema, table_name from information_schema.tables.',
      },
      { cause },
    );
  } finally {
    database.close();
  }
}
