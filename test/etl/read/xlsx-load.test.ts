import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CellValue, dateToSerial, writeXlsx } from 'hucre';
import { afterEach, describe, expect, it } from 'vitest';
import { registers } from '#etl/contract.ts';
import { writeGoldenWorld } from '../golden-world.ts';
import { liveManifest, liveRejects, makePlace, type Place, refusalOf, writeFiles } from '../support.ts';
import { parseCsv } from '../../support/oracle/csv.ts';
import { bookParts, number, row, zip } from './xlsx-files.ts';

const places: Place[] = [];
afterEach(() => places.splice(0).forEach((place) => place.remove()));

function newPlace(): Place {
  const place = makePlace();
  places.push(place);
  return place;
}

/** The cell that somebody types into Excel for a text: dates and counts become numbers, codes stay texts. */
function typed(text: string, heading: string, is1904: boolean): CellValue {
  if (text === '') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateToSerial(new Date(`${text}T00:00:00Z`), is1904);
  return /_count$|_workdays$/.test(heading) ? Number(text) : text;
}

/** A CSV file as a workbook: title lines, Vietnamese headings, a numbered first column, a totals row. */
async function asWorkbook(csv: string, name: string, is1904: boolean): Promise<Uint8Array> {
  const [head, ...records] = parseCsv(csv).map(({ fields }) => fields);
  const columns = registers.find((each) => each.name === name)?.columns ?? [];
  const headings =
    head?.map((heading) => columns.find((each) => each.name === heading)?.aliases[0] ?? heading) ?? [];
  const rows = records.map((fields, index) => [
    index + 1,
    ...fields.map((text, at) => typed(text, head?.[at] ?? '', is1904)),
  ]);
  return writeXlsx({
    dateSystem: is1904 ? '1904' : '1900',
    sheets: [
      { name: 'Ghi chú', rows: [['Lập ngày', 'Người lập']] },
      {
        name: 'Số liệu',
        rows: [['DANH SÁCH'], [], ['STT', ...headings], ...rows, [], ['Tổng cộng', null, records.length]],
      },
    ],
  });
}

/** Hashes of the tables of the live version that do not tell of files. */
function marts(place: Place): Record<string, string> {
  const { content_hashes: hashes } = liveManifest(place.dataDir);
  return Object.fromEntries(Object.entries(hashes).filter(([table]) => table.startsWith('marts.')));
}

describe('a load of workbooks', () => {
  it.each([
    ['1900', false],
    ['1904', true],
  ])('publishes the same figures as one of CSV files, with dates from %s', async (_, is1904) => {
    const place = newPlace();
    const folders = writeGoldenWorld(place);
    const twins = join(place.root, 'twins');
    for (const folder of folders) {
      mkdirSync(join(twins, basename(folder)), { recursive: true });
      for (const file of readdirSync(folder)) {
        const bytes = readFileSync(join(folder, file));
        const name = file.replace(/\.csv$/, '');
        const isText = file.endsWith('.json');
        writeFileSync(
          join(twins, basename(folder), isText ? file : `${name}.xlsx`),
          isText ? bytes : await asWorkbook(bytes.toString('utf8'), name, is1904),
        );
      }
    }
    const other = newPlace();
    await place.load(folders, { acceptDrop: true });
    const report = await other.load(
      folders.map((folder) => join(twins, basename(folder))),
      { acceptDrop: true },
    );
    expect(report.files.every(({ format }) => format === 'xlsx')).toBe(true);
    expect(Object.keys(marts(place)).length).toBeGreaterThan(10);
    expect(marts(other)).toEqual(marts(place));
    expect(liveRejects(other.dataDir)).toEqual(liveRejects(place.dataDir));
  });

  const organizations =
    'organization_code,organization_name,organization_level\n0001,Đảng bộ,upper_committee\n';
  const cases = 'case_code,organization_code,case_type,stage,received_on\n';

  it('rejects a row with a spoilt cell, and tells what stood there but no identifier', async () => {
    const place = newPlace();
    const heading = ['Mã đảng viên', 'Mã tổ chức', 'Tình trạng', 'Ngày vào Đảng'];
    const rows = [
      heading,
      ['THE-1', '0001', 'Chính thức', number(36925)],
      ['THE-2', { xml: 't="e"><v>#REF!</v>' }, 'Chính thức', null],
      [number(7.5), '0001', 'Chính thức', null],
      ['THE-4', '0001', 'Chính thức', number(36925.5)],
    ].map((cells, index) => row(index + 1, cells));
    const snapshot = place.snapshot('2026-10-31', {
      'organizations.csv': organizations,
      'members.xlsx': zip(bookParts({ sheets: [{ rows: rows.join('') }] })),
      'cases.csv': cases,
    });
    await place.load([snapshot]);
    const rejects = liveRejects(place.dataDir).map(({ file, line, column, reason, found }) => [
      file,
      line,
      column,
      reason,
      found,
    ]);
    expect(rejects).toEqual([
      ['members.xlsx', 3, 'organization_code', 'wrong_type', '#REF!'],
      ['members.xlsx', 4, 'member_code', 'wrong_type', 'số lẻ'],
      ['members.xlsx', 5, 'admitted_on', 'wrong_type', 'số 36925,5'],
    ]);
  });

  it('holds a totals row against the rows above it', async () => {
    const place = newPlace();
    const rows = [
      ['Mã tổ chức', 'Tên tổ chức', 'Cấp tổ chức'],
      ['0001', 'Đảng bộ', 'upper_committee'],
      ['Cộng', '2 tổ chức', null],
    ].map((cells, index) => row(index + 1, cells));
    const snapshot = place.snapshot('2026-10-31', {
      'organizations.xlsx': zip(bookParts({ sheets: [{ rows: rows.join('') }] })),
      'members.csv': 'member_code,organization_code,member_status\n',
      'cases.csv': cases,
    });
    expect(await refusalOf(place.load([snapshot]))).toMatchObject({ reason: 'control_total', line: 3 });
    writeFiles(snapshot, {
      'organizations.xlsx': zip(
        bookParts({ sheets: [{ rows: rows.join('').replace('2 tổ chức', '1 tổ chức') }] }),
      ),
    });
    const { files } = await place.load([snapshot]);
    expect(files.find(({ format }) => format === 'xlsx')).toMatchObject({ rows_read: 1, rows_kept: 1 });
  });
});
