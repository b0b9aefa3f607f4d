import { readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { briefingFiles, type BriefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import { formats } from '../../../../../src/lib/server/briefing/manifest.ts';
import { textOf, unzipped } from '../../../../../src/lib/server/briefing/zip.ts';
import type { LiveVersion } from '../../../../../src/lib/server/warehouse.ts';
import { october, openWorld, versionOf } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let version: LiveVersion;
let made: BriefingFiles;

beforeAll(async () => {
  world = await openWorld();
  version = await versionOf(world);
  made = await briefingFiles(version, { ...october, texts: { tasks: '=1+1 là việc thứ nhất' } });
});
afterAll(() => world.close());

describe('every format', () => {
  it.each(formats)('of the same inputs has the same bytes, %s', async (format) => {
    const [one, two] = [await made.file(format), await made.file(format)];
    expect(Buffer.compare(Buffer.from(one), Buffer.from(two))).toBe(0);
  });

  it.each(formats)('has the same bytes in another time zone, %s', async (format) => {
    const here = await made.file(format);
    const zone = process.env.TZ;
    process.env.TZ = 'America/Los_Angeles';
    try {
      expect(Buffer.compare(Buffer.from(await made.file(format)), Buffer.from(here))).toBe(0);
    } finally {
      process.env.TZ = zone;
    }
  });
});

describe('the PDF', () => {
  it('has tags, language, outline, title and its type inside', async () => {
    const text = Buffer.from(await made.file('pdf')).toString('latin1');
    for (const part of [
      '/MarkInfo',
      '/StructTreeRoot',
      '/Lang (vi-VN)',
      '/Outlines',
      '/DisplayDocTitle true',
    ])
      expect(text).toContain(part);
    for (const tag of ['/S /Document', '/S /H1', '/S /H2', '/S /Table', '/S /TH', '/S /TD', '/S /Figure'])
      expect(text).toContain(tag);
    expect(text.match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(text).not.toMatch(/\/Subtype \/Image/);
  });

  it('is dated by its figures, not by the clock', async () => {
    const text = Buffer.from(await made.file('pdf')).toString('latin1');
    const dates = [...text.matchAll(/D:(\d{14})/g)].map(([, date]) => date);
    expect(new Set(dates)).toEqual(new Set(['20261031000000']));
  });
});

describe('the workbook', () => {
  it('has a sheet a table with typed values, and totals', async () => {
    const book = await readXlsx(await made.file('xlsx'));
    expect(book.sheets.map(({ name }) => name)).toEqual([
      'Báo cáo',
      'Biểu đồ hồ sơ',
      'Tồn theo tuổi',
      'Loại hồ sơ',
      'Loại hình - hồ sơ',
      'Loại nhiệm vụ',
      'Loại hình - nhiệm vụ',
      'Biểu đồ tuân thủ',
      'Đối soát',
      'Điều chỉnh',
      'Cách tính',
      'Nguồn gốc',
    ]);
    const cases = book.sheets.find(({ name }) => name === 'Loại hồ sơ')?.rows;
    expect(cases?.slice(2, 6)).toEqual([
      ['Loại hồ sơ', 'Tiếp nhận', 'Giải quyết xong', 'Đang xử lý', 'Quá hạn', 'Tỷ lệ đúng hạn'],
      ['admission_check', 5, 2, 10, 5, 1 / 7],
      ['petition', 0, 2, 0, 0, '–'],
      ['Tổng số', 5, 4, 10, 5, 1 / 7],
    ]);
  });

  it('takes no text for a formula, keeps heads in sight and in print, and draws native charts', async () => {
    const files = unzipped(await made.file('xlsx'));
    const sheets = Object.keys(files).filter((name) => /worksheets\/sheet\d+\.xml$/.test(name));
    expect(sheets).toHaveLength(12);
    for (const name of sheets) {
      expect(textOf(files, name)).not.toContain('<f>');
      expect(textOf(files, name)).toContain('state="frozen"');
    }
    expect(textOf(files, 'xl/sharedStrings.xml')).toContain('=1+1 là việc thứ nhất');
    const book = textOf(files, 'xl/workbook.xml');
    expect(book).toContain('_xlnm.Print_Area');
    expect(book).toContain('_xlnm.Print_Titles');
    expect(book).toContain('name="bang_cases_by_case_type"');
    expect(Object.keys(files).filter((name) => /charts\/chart\d+\.xml$/.test(name))).toHaveLength(3);
  });
});

describe('the presentation', () => {
  it('has one finding a slide, with its sentences as notes and charts that can be edited', async () => {
    const files = unzipped(await made.file('pptx'));
    const words = (name: string) =>
      [...textOf(files, name).matchAll(/<a:t>([^<]*)/g)].map(([, text]) => text).join(' ');
    const slides = Object.keys(files).filter((name) => /slides\/slide\d+\.xml$/.test(name));
    expect(slides).toHaveLength(7);
    expect(words('ppt/slides/slide2.xml')).toContain(
      'Tháng 10/2026: còn 10 hồ sơ đang xử lý, tăng 1 so với tháng trước; 5 hồ sơ quá hạn',
    );
    expect(words('ppt/notesSlides/notesSlide2.xml')).toContain('Trong tháng, tiếp nhận 05 hồ sơ các loại');
    expect(words('ppt/slides/slide7.xml')).toContain('=1+1 là việc thứ nhất');
    const charts = Object.keys(files).filter((name) => /charts\/chart\d+\.xml$/.test(name));
    expect(charts).toHaveLength(3);
    expect(Object.keys(files).filter((name) => name.endsWith('.xlsx'))).toHaveLength(3);
  });

  it('goes on on the next slide where a text is longer than one', async () => {
    const long = 'Tiếp tục rà soát, nắm chắc tình hình chính trị nội bộ. '.repeat(60).trim();
    const deck = await briefingFiles(version, { ...october, texts: { tasks: long } });
    const files = unzipped(await deck.file('pptx'));
    const slides = Object.keys(files).filter((name) => /slides\/slide\d+\.xml$/.test(name));
    const texts = slides
      .map((_, index) => textOf(files, `ppt/slides/slide${index + 1}.xml`))
      .map((xml) => [...xml.matchAll(/<a:t>([^<]*)/g)].map(([, text]) => text))
      .filter(([title]) => title?.startsWith('Nhiệm vụ trọng tâm'));
    expect(texts.map(([title]) => title)).toEqual([
      'Nhiệm vụ trọng tâm',
      ...texts.slice(1).map(() => 'Nhiệm vụ trọng tâm (tiếp)'),
    ]);
    expect(texts.length).toBeGreaterThan(2);
    const words = texts.flat().filter((text) => /^[\p{L}., ]{60,}$/u.test(text ?? ''));
    expect(words.join(' ')).toBe(long);
  });

  it('shows nothing, not zero, for months before there were figures', async () => {
    const first = await briefingFiles(version, { ...october, month: '2025-10' });
    const files = unzipped(await first.file('pptx'));
    const chart = Object.keys(files).find((name) => /charts\/chart\d+\.xml$/.test(name)) ?? '';
    const points = [...textOf(files, chart).matchAll(/<c:cat>.*?<\/c:cat>/gs)][0]?.[0] ?? '';
    expect([...points.matchAll(/<c:v>([^<]*)/g)].map(([, text]) => text)).toEqual(['10/2025']);
    expect(textOf(files, chart)).not.toContain('NaN');
  });
});
