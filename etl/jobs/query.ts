import { allowedTables, gate } from '#warehouse/gate.ts';
import type { Words } from '#warehouse/metrics.ts';
import type { Columns } from '#warehouse/open.server.ts';
import { RefusedSql, type RefusalCode } from '#warehouse/select-gate.ts';
import { RefusedError, type Told } from '../errors.ts';
import { analystFile } from '../steps/draft.ts';
import { refuseFollower } from '../steps/following.ts';
import { filesHere } from '../steps/revision.ts';
import type { Surroundings } from '../surroundings.ts';
import { liveOrRefuse, openLive } from './versions.ts';

/**
 * Runs one SELECT on the live analyst file, read-only, behind the gate of the workbench. Throws RefusedError bad_query with
 * what stands in the way, or DuckDB's message; follower where there are no case rows.
 */
export async function query(sql: string, surroundings: Surroundings): Promise<Columns> {
  const manifest = liveOrRefuse(surroundings);
  if (!filesHere(manifest, surroundings).includes(analystFile)) refuseFollower(surroundings);
  const database = await openLive(surroundings, manifest.version, analystFile);
  try {
    await gate(database, sql, await allowedTables(database));
    return await database.columns(sql);
  } catch (cause) {
    throw new RefusedError(
      {
        reason: 'bad_query',
        found: foundIn(cause),
        expected: {
          vi: 'một câu SELECT trên các bảng marts.* và meta.*',
          en: 'one SELECT on the tables marts.* and meta.*',
        },
        hint: {
          vi: 'Xem bảng bằng: select table_schema, table_name from information_schema.tables.',
          en: 'For the tables: select table_schema, table_name from information_schema.tables.',
        },
      },
      { cause },
    );
  } finally {
    database.close();
  }
}

const refusals: Record<RefusalCode, Words> = {
  empty: { vi: 'không có câu lệnh nào', en: 'no statement' },
  too_long: { vi: 'số ký tự', en: 'characters:' },
  control_character: { vi: 'ký tự ẩn', en: 'hidden character' },
  not_select: { vi: 'câu lệnh không phải SELECT', en: 'a statement that is no SELECT' },
  several_statements: { vi: 'số câu lệnh', en: 'statements:' },
  table: { vi: 'bảng', en: 'table' },
  function: { vi: 'hàm', en: 'function' },
  table_function: { vi: 'hàm sau FROM', en: 'function behind FROM' },
  show: { vi: 'SHOW', en: 'SHOW' },
  hidden_name: { vi: 'tên của hệ thống', en: 'name of the system' },
  construct: { vi: 'cấu trúc', en: 'construct' },
  too_complex: { vi: 'câu quá phức tạp', en: 'a statement that is too complex' },
};

/** What stands in the way; DuckDB's own words are the same in each language. */
function foundIn(cause: unknown): Told {
  if (cause instanceof RefusedSql) {
    const { vi, en } = refusals[cause.code];
    return { vi: `${vi} ${cause.found}`.trim(), en: `${en} ${cause.found}`.trim() };
  }
  return cause instanceof Error ? cause.message : String(cause);
}
