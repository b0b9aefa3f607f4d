import type { Database } from '#warehouse/open.server.ts';
import type { RegisterName } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { quoted } from '../sql.ts';
import type { LandedFile } from './land.ts';
import { linesOf } from './locate.ts';

/** A totals row of a file: its place in the landing table and the numbers that it shows, by column ('' for none of ours). */
interface TotalsRow {
  row: number;
  /** Known already where our own reader read the file. */
  line: number | null;
  numbers: { column: string; number: number }[];
}

/**
 * Holds the totals rows of files ("Tổng số", "Cộng") against the rows they total: all rows of the file, those above,
 * or those up to the next totals row on either side; in a column of counts the sum of the column may stand instead.
 * Throws RefusedError control_total when a totals row has numbers and none of them is right.
 */
export async function checkTotals(database: Database, files: readonly LandedFile[]): Promise<void> {
  for (const name of new Set(files.map(({ of }) => of.name))) {
    const found = await totalsOf(database, name);
    for (const file of files.filter(({ of }) => of.name === name)) {
      await checkFile(database, file, found.get(file.snapshotNo) ?? []);
    }
  }
}

type Span = readonly [from: number, to: number];

async function totalsOf(database: Database, name: RegisterName): Promise<Map<number, TotalsRow[]>> {
  const rows = await database.all(
    `select snapshot_no, rowid as row_no, line, found from landing.${quoted(name)}
     where reason = 'total' and found is not null and found <> '[]' order by rowid`,
  );
  const bySnapshot = new Map<number, TotalsRow[]>();
  for (const row of rows) {
    const snapshot = Number(row.snapshot_no);
    const numbers = JSON.parse(String(row.found)) as TotalsRow['numbers'];
    const line = row.line === null ? null : Number(row.line);
    bySnapshot.set(snapshot, [
      ...(bySnapshot.get(snapshot) ?? []),
      { row: Number(row.row_no), line, numbers },
    ]);
  }
  return bySnapshot;
}

async function checkFile(database: Database, file: LandedFile, totals: readonly TotalsRow[]): Promise<void> {
  for (const [index, total] of totals.entries()) {
    const spans = spansOf(file, {
      row: total.row,
      before: totals[index - 1]?.row ?? null,
      after: totals[index + 1]?.row ?? null,
    });
    if (await isRight(database, file, { numbers: total.numbers, spans })) continue;
    throw refusal(file, total, await countIn(database, file, spans[0]));
  }
}

/** The whole file first; rows are counted from the file's first row in the landing table. */
function spansOf(
  file: LandedFile,
  { row, before, after }: { row: number; before: number | null; after: number | null },
): [Span, ...Span[]] {
  const end = Number.MAX_SAFE_INTEGER;
  return [
    [file.firstRow, end],
    [file.firstRow, row],
    [before ?? file.firstRow, row],
    [row, after ?? end],
  ];
}

async function isRight(
  database: Database,
  file: LandedFile,
  { numbers, spans }: { numbers: TotalsRow['numbers']; spans: readonly Span[] },
): Promise<boolean> {
  for (const span of spans) {
    const rows = await countIn(database, file, span);
    for (const { column, number } of numbers) {
      if (number >= rows && number <= rows + file.leftOut.size) return true;
      const isCount = file.of.columns.some(({ name, kind }) => name === column && kind === 'count');
      if (isCount && number === (await sumIn(database, file, { span, column }))) return true;
    }
  }
  return false;
}

const inSpan = `snapshot_no = $1 and rowid between $2 and $3 and coalesce(reason not in ('blank', 'total'), true)`;

async function countIn(database: Database, file: LandedFile, [from, to]: Span): Promise<number> {
  const [row] = await database.all(
    `select count(*) as row_count from landing.${quoted(file.of.name)} where ${inSpan}`,
    [file.snapshotNo, from, to],
  );
  return Number(row?.row_count);
}

async function sumIn(
  database: Database,
  file: LandedFile,
  { span: [from, to], column }: { span: Span; column: string },
): Promise<number> {
  const [row] = await database.all(
    `select coalesce(sum(${quoted(column)}), 0) as total from landing.${quoted(file.of.name)} where ${inSpan}`,
    [file.snapshotNo, from, to],
  );
  return Number(row?.total);
}

function refusal(file: LandedFile, { row, line, numbers }: TotalsRow, rows: number): RefusedError {
  const inFile = row - file.firstRow;
  return new RefusedError({
    reason: 'control_total',
    file: file.shown,
    line: line ?? linesOf(file, new Set([inFile])).get(inFile) ?? null,
    found: {
      vi: `dòng tổng ghi ${numbers.map(({ number }) => number).join(', ')}`,
      en: `a row of totals that says ${numbers.map(({ number }) => number).join(', ')}`,
    },
    expected: {
      vi: `${rows + file.leftOut.size} dòng dữ liệu trong tệp`,
      en: `${rows + file.leftOut.size} rows of data in the file`,
    },
    hint: {
      vi: 'Tệp thiếu hoặc thừa dòng so với dòng tổng của chính nó: đề nghị đối chiếu và gửi lại.',
      en: 'The file has fewer or more rows than its own totals say: ask to compare and to send it again.',
    },
  });
}
