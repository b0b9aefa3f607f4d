import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterheadFields } from '#warehouse/letterhead.ts';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { loadReference, SettingError } from '#warehouse/reference.ts';

const settings = mkdtempSync(join(tmpdir(), 'letterhead-test-'));
const header = 'field,value,valid_from,valid_to,source\n';
let database: Database;

beforeAll(async () => {
  database = await openMemory();
});
afterAll(() => {
  database.close();
  rmSync(settings, { recursive: true });
});

/** The value of a field on a day, from the shipped rows and those of an installation. */
async function valueOn(field: string, day: string, rows: string | null = null): Promise<unknown> {
  if (rows !== null) writeFileSync(join(settings, 'letterhead.csv'), header + rows);
  await loadReference(database, rows === null ? null : settings);
  const [row] = await database.all(
    `select value from (${sqlFile('models/meta/letterhead.sql')}) where field = $field
     and coalesce(valid_from <= $day::date, true) and coalesce(valid_to >= $day::date, true)`,
    { field, day },
  );
  return row?.value;
}

describe('the letterhead', () => {
  it('is shipped with every field but the term, today and in 2020', async () => {
    for (const field of letterheadFields.filter((each) => each !== 'term')) {
      expect([field, await valueOn(field, '2020-12-31')]).toEqual([field, expect.any(String)]);
      expect([field, await valueOn(field, '2026-12-31')]).toEqual([field, expect.any(String)]);
    }
  });

  it('changes with the organisation, the place and the rule of format, each on its day', async () => {
    expect(await valueOn('issuer', '2025-02-09')).toBe('ĐẢNG ỦY KHỐI CÁC CƠ QUAN|VÀ DOANH NGHIỆP TỈNH');
    expect(await valueOn('issuer', '2025-02-10')).toBe('ĐẢNG ỦY|CÁC CƠ QUAN ĐẢNG TỈNH');
    expect(await valueOn('place', '2025-06-30')).toBe('Pleiku');
    expect(await valueOn('place', '2025-07-01')).toBe('Quy Nhơn');
    expect(await valueOn('size_title', '2026-05-26')).toBe('15');
    expect(await valueOn('size_title', '2026-05-27')).toBe('14');
  });

  it('of an installation replaces all rows of a field, and no other field', async () => {
    const rows = 'issuer,ĐẢNG ỦY PHƯỜNG MẪU,,,quyết định mẫu\n';
    expect(await valueOn('issuer', '2019-01-31', rows)).toBe('ĐẢNG ỦY PHƯỜNG MẪU');
    expect(await valueOn('issuer', '2026-12-31', rows)).toBe('ĐẢNG ỦY PHƯỜNG MẪU');
    expect(await valueOn('place', '2026-12-31', rows)).toBe('Quy Nhơn');
  });

  it('has no term but that of an installation, from its first day on', async () => {
    const rows = 'term,2020-2025,2020-10-20,2025-10-14,sample\nterm,2025-2030,2025-10-15,,sample\n';
    expect(await valueOn('term', '2026-12-31')).toBeUndefined();
    expect(await valueOn('term', '2020-10-19', rows)).toBeUndefined();
    expect(await valueOn('term', '2025-10-14', rows)).toBe('2020-2025');
    expect(await valueOn('term', '2025-10-15', rows)).toBe('2025-2030');
  });

  it.each([
    ['an unknown field', 'logo,x,,,\n', 'field lạ'],
    ['a size that is none', 'size_body,lớn,,,\n', 'cỡ chữ hoặc giãn dòng không hợp lý'],
    ['a size of no document', 'size_body,72,,,\n', 'cỡ chữ hoặc giãn dòng không hợp lý'],
    ['a term without its first day', 'term,2025-2030,,,\n', 'nhiệm kỳ không rõ'],
    ['another way to number', 'second_heading,A.,,,\n', 'kiểu đánh số mục lạ'],
    ['two values at once', 'place,A,,,\nplace,B,2025-01-01,,\n', 'hai dòng chồng nhau của cùng một trường'],
    ['an end before the beginning', 'place,A,2025-01-02,2025-01-01,\n', 'valid_from sau valid_to'],
    ['a field without a value', 'place,,,,\n', '1 dòng sai kiểu hoặc thiếu giá trị'],
  ])('cannot have %s', async (_, rows, found) => {
    writeFileSync(join(settings, 'letterhead.csv'), header + rows);
    await expect(loadReference(database, settings)).rejects.toMatchObject({
      name: 'SettingError',
      found: { vi: found, en: expect.stringMatching(/^[a-z0-9_ ,]+$/) },
    });
    await expect(loadReference(database, settings)).rejects.toBeInstanceOf(SettingError);
  });
});
