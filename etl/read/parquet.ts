import type { Words } from '#warehouse/metrics.ts';
import type { Database } from '#warehouse/open.server.ts';
import type { Register } from '../contract.ts';
import { RefusedError, type Told } from '../errors.ts';
import { plainPath } from '../sql.ts';
import { headOf, tailOf } from './bytes.ts';
import { refuseOtherKind } from './file-kind-words.ts';
import { type HeaderMap, mapHeader } from './header.ts';

/** Headings of a Parquet file and the types of its columns. Throws RefusedError unreadable_file when it is none or cut off. */
export async function examineParquet(
  database: Database,
  { path, shown }: { path: string; shown: string },
  of: Register,
): Promise<{ header: HeaderMap; types: ReadonlyMap<string, string>; notes: Told[] }> {
  refuseOtherKind(path, shown, 'parquet');
  try {
    const described = await database.all(
      'select column_name, column_type from (describe from read_parquet($1))',
      [plainPath(path)],
    );
    const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]));
    // DuckDB gives a heading that differs from another in case only a name of its own.
    const leaves = await database.all('select name from parquet_schema($1) where num_children is null', [
      plainPath(path),
    ]);
    const { doubled } = mapHeader(
      leaves.map((row) => String(row.name)),
      of,
    );
    const header = { ...mapHeader([...types.keys()], of), doubled };
    return { header, types, notes: numberedCodes(of, header, types) };
  } catch (cause) {
    throw new RefusedError(
      {
        reason: 'unreadable_file',
        file: shown,
        found: unreadReason(path),
        expected: { vi: 'một tệp Parquet trọn vẹn', en: 'a whole Parquet file' },
        hint: { vi: 'Đề nghị gửi lại tệp.', en: 'Ask for the file again.' },
      },
      { cause },
    );
  }
}

/** Why a Parquet file cannot be read, by the marks at its ends: `PAR1`, or `PARE` where the footer is encrypted. */
function unreadReason(path: string): Words {
  const [head, tail] = [headOf(path, 4), tailOf(path, 4)].map((bytes) => bytes.toString('latin1'));
  if (head === 'PARE') return { vi: 'tệp Parquet đã mã hóa', en: 'an encrypted Parquet file' };
  return tail === head
    ? {
        vi: 'tệp Parquet hỏng hoặc có cột mã hóa',
        en: 'a Parquet file that is damaged or has encrypted columns',
      }
    : { vi: 'tệp Parquet bị cắt giữa chừng', en: 'a Parquet file that is cut off' };
}

/** Codes that are stored as numbers have lost the zeros that they may have begun with. */
function numberedCodes(of: Register, header: HeaderMap, types: ReadonlyMap<string, string>): Told[] {
  return of.columns
    .filter(({ name, kind }) => kind === 'text' && header.positions.has(name))
    .filter(({ name }) =>
      /INT|DOUBLE|FLOAT|DECIMAL/.test(
        types.get(header.headings[header.positions.get(name) ?? 0] ?? '') ?? '',
      ),
    )
    .map(({ name }) => ({
      vi: `cột ${name} lưu dạng số: có thể mất số 0 ở đầu mã.`,
      en: `column ${name} is stored as numbers: codes may have lost zeros at the front.`,
    }));
}
