import type { Columns, Database } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { liveOrRefuse, openLive } from './versions.ts';

/** Runs one SELECT on the live analyst file, read-only. Throws RefusedError bad_query with DuckDB's message. */
export async function query(sql: string, surroundings: Surroundings): Promise<Columns> {
  const { version } = liveOrRefuse(surroundings);
  const database = await openLive(surroundings, version, 'analyst.duckdb');
  try {
    await refuseOther(database, sql);
    return await database.columns(sql);
  } catch (cause) {
    if (cause instanceof RefusedError) throw cause;
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

/** Lets one SELECT pass (also DESCRIBE and SUMMARIZE, which DuckDB reads as such); nothing else. */
async function refuseOther(database: Database, sql: string): Promise<void> {
  const [row] = await database.all('select json_serialize_sql($1::varchar) as parsed', [sql]);
  const parsed = JSON.parse(String(row?.parsed)) as {
    error: boolean;
    error_message?: string;
    statements?: unknown[];
  };
  if (!parsed.error && parsed.statements?.length === 1 && !sql.includes('\0')) return;
  throw new RefusedError({
    reason: 'bad_query',
    found: parsed.error
      ? (parsed.error_message ?? 'không đọc được')
      : `${parsed.statements?.length ?? 0} câu lệnh`,
    expected: 'đúng một câu SELECT',
    hint: 'Tệp phân tích chỉ đọc: không có lệnh nào khác.',
  });
}
