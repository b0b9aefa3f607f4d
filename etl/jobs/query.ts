import { allowedTables, gate } from '#warehouse/gate.ts';
import type { Columns } from '#warehouse/open.server.ts';
import { RefusedSql, type RefusalCode } from '#warehouse/select-gate.ts';
import { RefusedError } from '../errors.ts';
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
        expected: 'một câu SELECT trên các bảng marts.* và meta.*',
        hint: 'Xem bảng bằng: select table_schema, table_name from information_schema.tables.',
      },
      { cause },
    );
  } finally {
    database.close();
  }
}

const refusals: Record<RefusalCode, string> = {
  empty: 'không có câu lệnh nào',
  too_long: 'số ký tự',
  control_character: 'ký tự ẩn',
  not_select: 'câu lệnh không phải SELECT',
  several_statements: 'số câu lệnh',
  table: 'bảng',
  function: 'hàm',
  table_function: 'hàm sau FROM',
  show: 'SHOW',
  hidden_name: 'tên của hệ thống',
  construct: 'cấu trúc',
  too_complex: 'câu quá phức tạp',
};

function foundIn(cause: unknown): string {
  if (cause instanceof RefusedSql) return [refusals[cause.code], cause.found].join(' ').trim();
  return cause instanceof Error ? cause.message : String(cause);
}
