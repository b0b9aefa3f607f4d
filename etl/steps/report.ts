import type { Database, Row } from '#warehouse/open.server.ts';
import { type RegisterName, registers } from '../contract.ts';
import { driftSentences } from './drift.ts';
import type { FileReading } from './land.ts';
import { landedRejects } from './rejects.ts';

/** What a load did, or would do. */
export interface LoadReport {
  loaded: string[];
  skipped: string[];
  version: string | null;
  content_hash: string | null;
  files: {
    as_of: string;
    file: RegisterName;
    format: string;
    encoding: string;
    rows_read: number;
    rows_kept: number;
    rows_rejected: number;
    vanished: number;
    ignored_columns: string[];
    missing_columns: string[];
  }[];
  rejects: { as_of: string; file: string; reason: string; count: number }[];
  /** The first rejected rows, masked. */
  reject_rows: Row[];
  warnings: string[];
}

/** The report of a load as of what is in the landing schema; nothing is published yet. */
export async function reportOf(
  database: Database,
  { load, skipped }: { load: readonly { asOf: string; notes: readonly string[] }[]; skipped: string[] },
  readings: readonly FileReading[],
): Promise<LoadReport> {
  const files = await database.all('select * from landing.new_loads order by as_of, file');
  const rejects = await database.all(
    `select as_of, file, reason, count(*) as reject_count from landing.new_rejects group by all order by as_of, file, reason`,
  );
  const strange = await database.all(
    `select distinct document_code from landing.duties where reason is null and document_code is not null
       and document_code not in (select document_code from reference.documents) order by document_code limit 20`,
  );
  const missing = readings
    .filter(({ missingColumns }) => missingColumns.length > 0)
    .map(({ asOf, file, missingColumns }) => `${asOf}/${file}: không có cột ${missingColumns.join(', ')}`);
  const folders = load.flatMap(({ asOf, notes: told }) => told.map((note) => `${asOf}: ${note}`));
  const notes = readings.flatMap(({ asOf, file, notes: told }) =>
    told.map((note) => `${asOf}/${file}: ${note}`),
  );
  return {
    loaded: load.map(({ asOf }) => asOf),
    skipped,
    version: null,
    content_hash: null,
    files: files.map((row) => fileReport(row, readings)),
    rejects: rejects.map((row) => ({
      as_of: String(row.as_of),
      file: String(row.file),
      reason: String(row.reason),
      count: Number(row.reject_count),
    })),
    reject_rows: await landedRejects(database),
    warnings: [
      ...folders,
      ...notes,
      ...missing,
      ...strange.map((row) => `văn bản ngoài danh mục: ${String(row.document_code)}`),
      ...(await driftSentences(database)),
    ],
  };
}

function fileReport(
  row: Record<string, unknown>,
  readings: readonly FileReading[],
): LoadReport['files'][number] {
  const reading = readings.find(({ asOf, register }) => asOf === row.as_of && register === row.file);
  const name = registers.find((each) => each.name === row.file)?.name ?? 'cases';
  return {
    as_of: String(row.as_of),
    file: name,
    format: String(row.format),
    encoding: String(row.encoding),
    rows_read: Number(row.rows_read_count),
    rows_kept: Number(row.rows_kept_count),
    rows_rejected: Number(row.rows_rejected_count),
    vanished: Number(row.vanished_count),
    ignored_columns: reading?.ignoredColumns ?? [],
    missing_columns: reading?.missingColumns ?? [],
  };
}
