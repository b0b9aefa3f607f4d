import type { Words } from '#warehouse/metrics.ts';
import type { Database, Row } from '#warehouse/open.server.ts';
import { register, type RegisterName } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { quoted } from '../sql.ts';
import { causesOfRejects } from './drift.ts';
import { driftMessage, driftSentence } from './drift/messages.ts';
import type { FileReading } from './land.ts';
import { fileNotes } from './report.ts';
import { registerNames, storeKey } from './store.ts';

export interface Limits {
  /** Share of rejected rows of a file, in percent, above which a snapshot is refused. */
  maxRejects: number;
  acceptDrop: boolean;
}

const fewRejects = 10;
const keptShare = 0.8;

/**
 * Fills landing.new_loads and landing.new_rejects, and refuses snapshots with too many rejects or too few rows.
 * Throws RefusedError: too_many_rejects, row_count_drop.
 */
export async function accountLanding(
  database: Database,
  readings: readonly FileReading[],
  limits: Limits,
): Promise<void> {
  await writeRejects(database, readings);
  await writeLoads(database, readings);
  await refuseManyRejects(database, readings, limits);
  if (!limits.acceptDrop) await refuseDrop(database, readings);
}

async function writeRejects(database: Database, readings: readonly FileReading[]): Promise<void> {
  await database.run('create or replace table landing.new_rejects as from base.rejects limit 0');
  for (const name of registerNames) {
    const files = readings.filter((reading) => reading.register === name);
    if (files.length === 0) continue;
    const keyName = storeKey(name);
    const key = keyName
      ? `case when reason <> 'malformed_row' then cast(rejected.${quoted(keyName)} as varchar) end`
      : 'null';
    const expected = register(name).columns.map(
      (column) => `when '${column.name}' then '${expectedText(name, column.name)}'`,
    );
    const codes = register(name)
      .columns.filter(({ kind, free }) => kind === 'text' && !free)
      .map((column) => `'${column.name}'`);
    await database.run(
      `insert into landing.new_rejects
       select snapshots.as_of, '${name}', files.file, rejected.line, rejected.reason_column, rejected.reason, rejected.found,
         case when reason = 'malformed_row' then $2 when reason = 'duplicate_code' then $3 when reason = 'closing_mismatch' then $4
           when reason = 'dates_contradict' then $5 when reason = 'wrong_type' and reason_column in (${codes.join(', ')}) then $6 else case reason_column ${expected.join(' ')} end end,
         ${key}, known.organization_code
       from landing.${name} as rejected
       inner join landing.snapshots as snapshots using (snapshot_no)
       left join landing.known_organizations as known
         on rejected.reason <> 'malformed_row' and known.organization_code = ${ownerSql(name)} and known.snapshot_no <= rejected.snapshot_no
       inner join (select unnest(from_json($1, '[{"snapshotNo": "INTEGER", "file": "VARCHAR"}]'), recursive := true)) as files(snapshot_no, file)
         on files.snapshot_no = rejected.snapshot_no
       where rejected.reason is not null`,
      [
        JSON.stringify(files.map(({ snapshotNo, file }) => ({ snapshotNo, file }))),
        'số trường bằng số cột của tiêu đề',
        'mã chỉ có một lần trong tệp',
        'stage closed khi và chỉ khi có closed_on và closing',
        'received_on <= concluded_on <= closed_on',
        'mã dạng chữ, không có ký tự ẩn hay chữ của bảng chữ cái khác',
      ],
    );
  }
}

/**
 * The organisation that a rejected row is handed back to: its own, an organisation's parent, a succession's old one.
 * Fields of a malformed row may stand in other columns: it has none.
 */
function ownerSql(name: RegisterName): string {
  if (name === 'organizations') return 'rejected.parent_code';
  return name === 'successions' ? 'rejected.from_code' : 'rejected.organization_code';
}

function expectedText(name: RegisterName, column: string): string {
  const found = register(name).columns.find((each) => each.name === column);
  if (!found) return '';
  if (found.kind === 'date')
    return `ngày YYYY-MM-DD hoặc dd/mm/yyyy, từ 1930${found.mayBeLater ? '' : ', không sau as_of'}`;
  if (found.kind === 'count') return 'số nguyên từ 0';
  if (found.kind === 'code') return `một mã trong danh mục ${found.codes}`;
  return found.organization || /^(from|to)_code$/.test(column)
    ? 'mã của một tổ chức có trong organizations'
    : 'có giá trị';
}

async function writeLoads(database: Database, readings: readonly FileReading[]): Promise<void> {
  await database.run('create or replace table landing.new_loads as from base.loads limit 0');
  for (const name of registerNames) {
    const files = readings.filter((reading) => reading.register === name);
    if (files.length === 0) continue;
    const rows = files.map(({ snapshotNo, asOf, format, encoding, rowsRead, ignoredColumns }) => ({
      snapshot_no: snapshotNo,
      as_of: asOf,
      format,
      encoding,
      rows_read: rowsRead,
      ignored: ignoredColumns,
    }));
    await database.run(
      `insert into landing.new_loads
       with files as (
         select unnest(from_json($1, '[{"snapshot_no": "INTEGER", "as_of": "DATE", "format": "VARCHAR", "encoding": "VARCHAR",
           "rows_read": "BIGINT", "ignored": ["VARCHAR"]}]'), recursive := true)
       ), rejected as (
         select snapshot_no, count(*) as row_count from landing.${name} where reason is not null group by snapshot_no
       ), gone as (${vanishedSql(name)})
       select files.as_of, '${name}', format, encoding, rows_read, rows_read - coalesce(rejected.row_count, 0),
         coalesce(rejected.row_count, 0), coalesce(gone.code_count, 0), ignored
       from files left join rejected using (snapshot_no) left join gone on gone.as_of = files.as_of`,
      [JSON.stringify(rows)],
    );
  }
}

/** How many codes of the snapshot before are missing, by as_of. */
function vanishedSql(name: RegisterName): string {
  const key = storeKey(name);
  if (!key) return 'select null::date as as_of, 0 as code_count where false';
  const column = quoted(key);
  return `select valid_to as as_of, count(*) as code_count from (
      select closed_key as gone_key, valid_to from landing.closed_${name}
      union all select ${column}, valid_to from landing.opened_${name} where valid_to is not null
    ) as ends
    where not exists (
      select 1 from landing.opened_${name} as next where next.${column} = ends.gone_key and next.valid_from = ends.valid_to)
    group by valid_to`;
}

async function refuseManyRejects(
  database: Database,
  readings: readonly FileReading[],
  limits: Limits,
): Promise<void> {
  const [worst] = await database.all(
    `select as_of, file, rows_read_count, rows_rejected_count from landing.new_loads
     where rows_rejected_count >= $1 and rows_rejected_count > rows_read_count * $2::double / 100
     order by as_of, file limit 1`,
    [fewRejects, limits.maxRejects],
  );
  if (!worst) return;
  const reasons = await database.all(
    `select reason, count(*) as reject_count, min(line) as first_line from landing.new_rejects
     where as_of = $1::date and register = $2 group by reason order by reject_count desc, reason`,
    [worst.as_of ?? '', worst.file ?? ''].map(String),
  );
  const counts = reasons.map((row) => `${String(row.reason)}: ${String(row.reject_count)}`).join(', ');
  const [read, rejected] = [Number(worst.rows_read_count), Number(worst.rows_rejected_count)];
  throw new RefusedError({
    reason: 'too_many_rejects',
    file: `${String(worst.as_of)}/${String(worst.file)}`,
    line: Number(reasons[0]?.first_line ?? 0) || null,
    found: {
      vi: `${rejected} trên ${read} dòng bị loại (${counts})`,
      en: `${rejected} of ${read} rows rejected (${counts})`,
    },
    expected: {
      vi: `dưới ${fewRejects} dòng hoặc không quá ${limits.maxRejects} % của tệp`,
      en: `fewer than ${fewRejects} rows, or at most ${limits.maxRejects}% of the file`,
    },
    hint: {
      vi: 'Xem từng dòng bằng "npm run etl -- check THƯ_MỤC", sửa tệp, hoặc nâng --max-rejects.',
      en: 'See each row by "npm run etl -- check FOLDER", mend the file, or raise --max-rejects.',
    },
    warnings: await notesOf(database, readings, worst),
  });
}

/** What was noted of the files of a refused snapshot: it often tells why. */
async function notesOf(
  database: Database,
  readings: readonly FileReading[],
  { as_of: asOf }: Row,
): Promise<Words[]> {
  const causes = (await causesOfRejects(database)).filter((drift) => drift.asOf === asOf);
  return [
    ...fileNotes(readings.filter((reading) => reading.asOf === asOf)),
    ...causes.map((drift) => driftSentence(drift, driftMessage(drift))),
  ];
}

async function refuseDrop(database: Database, readings: readonly FileReading[]): Promise<void> {
  const [drop] = await database.all(
    `with known as (
       from base.loads union all by name from landing.new_loads
     ), registers as (
       select unnest($1) as file
     ), counted as (
       select snapshots.as_of, registers.file, coalesce(known.rows_read_count, 0) as row_count,
         lag(coalesce(known.rows_read_count, 0)) over (partition by registers.file order by snapshots.as_of) as count_before
       from (select as_of from base.snapshots union select as_of from landing.snapshots) as snapshots
       cross join registers
       left join known on known.as_of = snapshots.as_of and known.file = registers.file
     )
     select * from counted where as_of in (select as_of from landing.snapshots)
       and row_count < count_before * $2::double order by as_of, file limit 1`,
    [registerNames, keptShare],
  );
  if (!drop) return;
  throw new RefusedError({
    reason: 'row_count_drop',
    file: `${String(drop.as_of)}/${String(drop.file)}`,
    found: {
      vi: `${Number(drop.row_count)} dòng, kỳ trước ${Number(drop.count_before)}`,
      en: `${Number(drop.row_count)} rows, ${Number(drop.count_before)} in the snapshot before`,
    },
    expected: { vi: 'không ít hơn kỳ trước quá 20 %', en: 'at most 20% fewer than in the snapshot before' },
    hint: {
      vi: 'Hỏi nơi gửi xem tệp có thiếu không; nếu đúng là giảm, thêm --accept-drop.',
      en: 'Ask the sender whether the file is whole; if there are fewer indeed, add --accept-drop.',
    },
    warnings: await notesOf(database, readings, drop),
  });
}
