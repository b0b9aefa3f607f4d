import type { Database, Row } from '#warehouse/open.server.ts';
import type { Words } from '#warehouse/metrics.ts';
import { type RegisterName, registers } from '../contract.ts';
import { type Told, toldIn } from '../errors.ts';
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
  /** The same in English, one for one. */
  warnings_en: string[];
}

/** The report of a load as of what is in the landing schema; nothing is published yet. */
export async function reportOf(
  database: Database,
  { load, skipped }: { load: readonly { asOf: string; notes: readonly Told[] }[]; skipped: string[] },
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
  const folders = load.flatMap(({ asOf, notes: told }) => told.map((note) => noted(asOf, note)));
  const documents = strange.map(({ document_code: code }) => ({
    vi: `văn bản ngoài danh mục: ${String(code)}`,
    en: `a document that the list does not have: ${String(code)}`,
  }));
  const warnings = [...folders, ...fileNotes(readings), ...documents, ...(await driftSentences(database))];
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
    warnings: warnings.map(({ vi }) => vi),
    warnings_en: warnings.map(({ en }) => en),
  };
}

/** What is noted of files while they are read: what they hold beside the contract, and what they lack. */
export function fileNotes(readings: readonly FileReading[]): Words[] {
  const notes = readings.flatMap(({ asOf, file, notes: told }) =>
    told.map((note) => noted(`${asOf}/${file}`, note)),
  );
  const missing = readings
    .filter(({ missingColumns }) => missingColumns.length > 0)
    .map(({ asOf, file, missingColumns: columns }) =>
      noted(`${asOf}/${file}`, {
        vi: `không có cột ${columns.join(', ')}`,
        en: `no column ${columns.join(', ')}`,
      }),
    );
  return [...notes, ...missing];
}

/** What is noted of a snapshot or file, behind its name. */
function noted(place: string, note: Told): Words {
  return { vi: `${place}: ${toldIn(note, 'vi')}`, en: `${place}: ${toldIn(note, 'en')}` };
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
