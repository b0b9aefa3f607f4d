import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellValue, openXlsx, readXlsx, saveXlsx } from 'hucre';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RegisterName, registers } from '#etl/contract.ts';
import { writeTemplates } from '#etl/jobs/template.ts';
import { examineXlsx } from '#etl/read/xlsx.ts';
import { registerWords } from '#etl/template/words.ts';
import { headingRow } from '#etl/template/workbook.ts';
import {
  bytesBelow,
  linesOf,
  makePlace,
  type Place,
  refusalInBoth,
  withLive,
  writeFiles,
} from './support.ts';
import { rowsOf } from './read/xlsx-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'template-test-'));
const blank = join(folder, 'blank');
beforeAll(() => writeTemplates(blank, { settings: null }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A blank workbook with some rows filled in, as another program saves it. */
async function filled(name: RegisterName, ...rows: CellValue[][]): Promise<Uint8Array> {
  const workbook = await openXlsx(readFileSync(join(blank, `${name}.xlsx`)), { readStyles: true });
  const [sheet] = workbook.sheets;
  rows.forEach((row, down) =>
    row.forEach((value, at) => {
      const [line, key] = [headingRow + down, `${headingRow + down},${at}`];
      const cells = sheet?.rows[line];
      if (cells) cells[at] = value;
      const styled = sheet?.cells?.get(key);
      if (styled) styled.value = value;
    }),
  );
  return saveXlsx(workbook);
}

const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe('blank workbooks', () => {
  it('are one a register, and say what every column is', async () => {
    expect(readdirSync(blank).sort()).toEqual(registers.map(({ name }) => `${name}.xlsx`).sort());
    for (const { name, columns } of registers) {
      expect(Object.keys(registerWords[name].columns)).toEqual(columns.map((column) => column.name));
      const { sheets } = await readXlsx(readFileSync(join(blank, `${name}.xlsx`)));
      const [data, guide, lists] = sheets;
      const headings = columns.map((column) => column.aliases[0] ?? column.name);
      expect(data?.rows[headingRow - 1]).toEqual(headings);
      expect(guide?.rows.slice(3).map((row) => row[0])).toEqual(headings);
      expect([data?.name, guide?.name, lists?.name, lists?.hidden]).toEqual([
        registerWords[name].sheet,
        'Hướng dẫn',
        'Danh mục',
        true,
      ]);
    }
  });

  it('have no rows, and every column of the register', async () => {
    for (const register of registers) {
      const table = await examineXlsx(join(blank, `${register.name}.xlsx`), 'x', register);
      expect(await rowsOf(table)).toEqual([]);
      expect([table.header.missing, table.header.ignored, table.notes]).toEqual([[], [], []]);
    }
  });

  it('keep codes as text, show dates day first, and offer the labels of the code lists', async () => {
    const { sheets } = await readXlsx(readFileSync(join(blank, 'cases.xlsx')), { readStyles: true });
    const [data, , lists] = sheets;
    const formats = [0, 1, 5, 9].map((at) => data?.cells?.get(`${headingRow},${at}`)?.style?.numFmt);
    expect(formats).toEqual(['@', '@', 'dd/mm/yyyy', '0']);
    const stage = data?.dataValidations?.find(({ range }) => range === 'E7:E1048576');
    expect(stage).toMatchObject({ type: 'list', formula1: "'Danh mục'!$B$2:$B$10", errorStyle: 'stop' });
    expect(lists?.rows.slice(0, 10).map((row) => row[1])).toEqual([
      'stage',
      'Tiếp nhận',
      'Rà soát hồ sơ',
      'Nắm tình hình',
      'Thẩm tra',
      'Xác minh',
      'Thẩm định',
      'Kết luận',
      'Thông báo',
      'Đã kết thúc',
    ]);
    const received = data?.dataValidations?.find(({ range }) => range === 'F7:F1048576');
    // 1930-01-01 and 2100-12-31
    expect(received).toMatchObject({
      type: 'date',
      operator: 'between',
      formula1: '10959',
      formula2: '73415',
    });
  });

  it('are the same bytes each time, and written again over themselves', async () => {
    const before = bytesBelow(blank);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const report = await writeTemplates(blank, { settings: null });
    expect(report).toEqual({ out: blank, files: registers.map(({ name }) => `${name}.xlsx`) });
    expect(bytesBelow(blank)).toEqual(before);
  });

  it('never take the place of a file that may have been filled in', async () => {
    const used = writeFiles(join(folder, 'used'), { 'members.xlsx': 'của đơn vị' });
    expect(await refusalInBoth(writeTemplates(used, { settings: null }))).toMatchObject({
      reason: 'not_writable',
      file: join(used, 'members.xlsx'),
    });
    expect(readdirSync(used)).toEqual(['members.xlsx']);
    expect(readFileSync(join(used, 'members.xlsx'), 'utf8')).toBe('của đơn vị');
  });
});

describe('a workbook that was filled in', () => {
  let place: Place;
  afterEach(() => place.remove());

  it('loads, labels and leading zeros included', async () => {
    place = makePlace();
    const snapshot = place.snapshot('2026-10-31', {
      'organizations.xlsx': await filled(
        'organizations',
        ['0001', 'Đảng bộ Thử', 'Cấp trên trực tiếp cơ sở', null, null, day('1990-05-01')],
        ['0042', 'Chi bộ Thử', 'Chi bộ cơ sở', 'Cơ quan', '0001'],
      ),
      'members.xlsx': await filled(
        'members',
        ['0007', '0042', 'Chính thức', day('2001-02-03')],
        ['0008', '0042', 'Dự bị'],
      ),
      'cases.xlsx': await filled(
        'cases',
        ['HS-1', '0042', '0007', 'Thẩm tra, xác minh vấn đề', 'Tiếp nhận', day('2026-10-03')],
        [
          'HS-2',
          '0042',
          null,
          'Đơn thư',
          'Đã kết thúc',
          day('2026-09-01'),
          null,
          null,
          null,
          1,
          2,
          day('2026-09-20'),
          null,
          day('2026-10-05'),
          'Kết luận',
        ],
      ),
      'duties.xlsx': await filled('duties', [
        'NV-1',
        '0042',
        'Kế hoạch năm',
        '366-QĐ/TW',
        day('2026-03-31'),
        null,
        'Được miễn',
      ]),
      'successions.xlsx': await filled('successions', [
        '0042',
        null,
        'Kết thúc hoạt động',
        day('2026-10-31'),
        'QĐ 1',
      ]),
    });
    const report = await place.load([snapshot]);
    expect(report.rejects).toEqual([]);
    expect(report.files.map(({ file, format, rows_kept }) => [file, format, rows_kept])).toEqual([
      ['cases', 'xlsx', 2],
      ['duties', 'xlsx', 1],
      ['members', 'xlsx', 2],
      ['organizations', 'xlsx', 2],
      ['successions', 'xlsx', 1],
    ]);
    const cases = await withLive(place.dataDir, 'analyst', (database) =>
      linesOf(
        database,
        'select case_type, received_date, closed_date, organization_code from marts.fct_cases order by 2',
      ),
    );
    // Under ten members: shown under the organisation above.
    expect(cases).toEqual(['petition 2026-09-01 2026-10-05 0001', 'verification 2026-10-03 - 0001']);
  });
});
