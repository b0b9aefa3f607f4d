import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '#warehouse/open.server.ts';
import { linesOf, liveRejects, makePlace, refusalInBoth, withLive } from '../support.ts';

const place = makePlace('2026-04-02');
const others = {
  'organizations.csv':
    'organization_code,organization_name,organization_level\n01,Một,grassroots_cell\n02,Hai,grassroots_cell\n',
  'members.csv': 'member_code,organization_code,member_status\nKINTHE1,01,official\n',
};

/** Bytes of a Parquet file with the rows of a query. */
async function parquet(select: string, options = ''): Promise<Buffer> {
  const path = join(place.root, 'made.parquet');
  const database = await openMemory();
  try {
    await database.run(`copy (${select}) to '${path}' (format parquet${options})`);
    return readFileSync(path);
  } finally {
    database.close();
    rmSync(path, { force: true });
  }
}

const typed = `
  select * from (values
    ('C1', '01', 'petition', 'intake', timestamp '2026-01-05 00:00:00', date '2026-02-05', 3::bigint),
    ('C2', '02', 'Thẩm tra lý lịch kết nạp Đảng', 'Tiếp nhận hồ sơ', timestamp '2026-01-06 00:00:00', null, null),
    ('C3', '01', 'petition', 'intake', timestamp '2026-01-07 13:30:00', date '2026-02-07', 0),
    ('C4', '01', 'petition', 'intake', timestamp '2026-01-08 00:00:00', date '1929-12-31', 1),
    ('C5', '01', 'petition', 'intake', timestamp '2026-01-09 00:00:00', null, -1)
  ) as rows("MÃ HỒ SƠ", "Mã tổ chức", "Loại hồ sơ", "Giai đoạn", "Ngày tiếp nhận", "Hạn xử lý", "Số ngày tạm dừng")`;
/** Columns that are no columns of the register, under names that a reader may use itself. */
const strange = `, 'x' as line, 'y' as fault, 'z' as verdict, 1 as is_malformed, 2 as file_snapshot_no, {'a': [1]} as "a ""b"" 'c'"`;

beforeAll(async () => {
  const text = `select 'C9' as case_code, '02' as organization_code, 'petition' as case_type, 'intake' as stage, '07/02/2026' as received_on`;
  await place.load(
    [
      place.snapshot('2026-02-28', { ...others, 'cases.parquet': await parquet(text, ', compression zstd') }),
      place.snapshot('2026-03-31', {
        ...others,
        'cases.parquet': await parquet(`select *${strange} from (${typed})`, ', dictionary_size_limit 1'),
      }),
    ],
    { acceptDrop: true },
  );
});
afterAll(() => place.remove());

describe('a register in Parquet', () => {
  it('gives the days of dates and of timestamps at midnight, counts, and codes for labels', async () => {
    const rows = await withLive(place.dataDir, 'analyst', (database) =>
      linesOf(
        database,
        `select organization_code, case_type, stage, received_date, due_date, paused_workdays
         from marts.fct_cases order by received_date`,
      ),
    );
    expect(rows).toEqual([
      '01 petition intake 2026-01-05 2026-02-05 3',
      '02 admission_check intake 2026-01-06 - 0',
      '02 petition intake 2026-02-07 - 0',
    ]);
  });

  it('loses a row with a time of day, a day before 1930 or a negative count, each by its row', () => {
    const rejects = liveRejects(place.dataDir).map(({ as_of: asOf, line, column, reason }) =>
      [asOf, line, column, reason].join(' '),
    );
    expect(rejects).toEqual([
      '2026-03-31 3 received_on wrong_type',
      '2026-03-31 4 due_on date_out_of_range',
      '2026-03-31 5 paused_workdays wrong_type',
    ]);
  });

  it('is refused when it is cut off, no Parquet at all, or lacks a column', async () => {
    const whole = await parquet(typed);
    const check = (bytes: Uint8Array) =>
      refusalInBoth(
        place.load([place.snapshot('2026-04-01', { ...others, 'cases.parquet': bytes })], {
          checkOnly: true,
        }),
      );
    const encrypted = Buffer.concat([Buffer.from('PARE'), whole.subarray(4, -4), Buffer.from('PARE')]);
    for (const [bytes, found] of [
      [whole.subarray(0, whole.length - 9), 'tệp Parquet bị cắt giữa chừng'],
      [Buffer.concat([whole.subarray(0, 4), whole.subarray(-8)]), 'tệp Parquet hỏng hoặc có cột mã hóa'],
      [encrypted, 'tệp Parquet đã mã hóa'],
      [Buffer.from('case_code,stage\nC1,intake\n'), 'tệp văn bản mang tên .parquet'],
      [Buffer.alloc(0), 'tệp rỗng'],
    ] as const)
      expect(await check(bytes)).toMatchObject({
        reason: 'unreadable_file',
        found,
        file: expect.stringContaining('cases.parquet'),
      });
    expect(await check(await parquet(`select 'C1' as case_code, '01' as organization_code`))).toMatchObject({
      reason: 'missing_column',
      found: 'thiếu case_type, stage, received_on',
    });
  });

  it('is read whole in a folder whose name holds signs of patterns', async () => {
    const folder = place.snapshot('2026-04-01', { ...others, 'cases.parquet': await parquet(typed) });
    const strangeName = `${folder} [1]*`;
    renameSync(folder, strangeName);
    const { files } = await place.load([strangeName], { checkOnly: true, maxRejects: 100 });
    expect(files.map(({ file, rows_read: read, rows_kept: kept }) => `${file} ${read} ${kept}`)).toEqual([
      'cases 5 2',
      'members 1 1',
      'organizations 2 2',
    ]);
  });
});
