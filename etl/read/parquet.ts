import type { Database } from '#warehouse/open.server.ts';
import type { Register } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { type HeaderMap, mapHeader } from './header.ts';

/** Headings of a Parquet file and the types of its columns. Throws RefusedError unreadable_file when it is none or cut off. */
export async function examineParquet(
  database: Database,
  { path, shown }: { path: string; shown: string },
  of: Register,
): Promise<{ header: HeaderMap; types: ReadonlyMap<string, string> }> {
  try {
    const described = await database.all(
      'select column_name, column_type from (describe from read_parquet($1))',
      [path],
    );
    const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]));
    return { header: mapHeader([...types.keys()], of), types };
  } catch (cause) {
    throw new RefusedError(
      {
        reason: 'unreadable_file',
        file: shown,
        expected: 'một tệp Parquet trọn vẹn',
        hint: 'Đề nghị gửi lại tệp.',
      },
      { cause },
    );
  }
}
