import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { briefingFiles, type BriefingRequest } from '../../../../../src/lib/server/briefing/files.ts';
import { textOf, unzipped, type Files } from '../../../../../src/lib/server/briefing/zip.ts';
import type { LiveVersion } from '../../../../../src/lib/server/warehouse.ts';
import { october, openWorld, versionOf } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let version: LiveVersion;
let files: Files;
let body: string;

const made = async (request: BriefingRequest) => (await briefingFiles(version, request)).file('docx');
const main = (bytes: Uint8Array) => textOf(unzipped(bytes), 'word/document.xml');
const words = (xml: string) =>
  [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([p]) =>
    [...p.matchAll(/<w:t[^>]*>([^<]*)/g)].map(([, text]) => text).join(''),
  );

beforeAll(async () => {
  world = await openWorld();
  version = await versionOf(world);
  files = unzipped(await made(october));
  body = textOf(files, 'word/document.xml');
});
afterAll(() => world.close());

describe('the Word file of a briefing', () => {
  it('is A4 with margins of 20, 20, 30 and 15 mm', () => {
    const sections = [...body.matchAll(/<w:sectPr.*?<\/w:sectPr>/gs)].map(([xml]) => xml);
    expect(sections).toHaveLength(2);
    for (const xml of sections) {
      expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
      expect(xml).toMatch(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/);
    }
  });

  it('begins with the head of a party document, number and day left to the clerk', () => {
    expect(words(body).slice(0, 11)).toEqual([
      'ĐẢNG BỘ TỈNH MẪU',
      'ĐẢNG ỦY',
      'CÁC CƠ QUAN MẪU',
      '*',
      'Số          -BC/ĐU',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      '',
      'Thành phố Mẫu, ngày       tháng       năm           ',
      'BÁO CÁO',
      'công tác bảo vệ chính trị nội bộ tháng 10 năm 2026',
      '-----',
    ]);
  });

  it('ends with recipients and who signs, without a name', () => {
    const all = words(body);
    const foot = all.slice(all.indexOf('Nơi nhận:'), all.indexOf('PHÓ BÍ THƯ') + 1);
    expect(foot).toEqual([
      'Nơi nhận:',
      '- Ban Thường vụ Tỉnh ủy,',
      '- Ban Tổ chức Tỉnh ủy,',
      '- Lưu Đảng ủy.',
      'T/M BAN THƯỜNG VỤ',
      'PHÓ BÍ THƯ',
    ]);
  });

  it('holds the foot to the last text, so that no signature stands alone on a page', async () => {
    const xml = main(await made({ ...october, texts: { proposals: 'Một.\nHai.' } }));
    const pieces = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([piece]) => piece);
    const last = pieces.findIndex((piece) => piece.includes('Hai.'));
    const held = pieces.slice(last - 1, last + 2).map((piece) => piece.includes('<w:keepNext/>'));
    expect(held).toEqual([false, true, true]);
  });

  it('has the head, numbering and type sizes of its own time', async () => {
    const september = await made({ ...october, month: '2026-09' });
    const [old, xml] = [words(main(september)), main(september)];
    expect(old.slice(1, 4)).toEqual(['ĐẢNG ỦY KHỐI MẪU', '*', 'Số          -BC/ĐUK']);
    expect(old).toContain('1- Nắm tình hình và rà soát chính trị nội bộ');
    expect(words(body)).toContain('1. Nắm tình hình và rà soát chính trị nội bộ');
    expect(xml).toMatch(/<w:sz w:val="30"\/><w:szCs w:val="30"\/><\/w:rPr><w:t[^>]*>ĐẢNG CỘNG SẢN VIỆT NAM/);
  });

  it('closes its last text with the mark of its time', async () => {
    const texts = { proposals: 'Không.' };
    expect(words(main(await made({ ...october, texts })))).toContain('Không.');
    expect(words(main(await made({ ...october, texts, month: '2026-09' })))).toContain('Không./.');
  });

  it('numbers pages at the top from the second on', () => {
    const headers = Object.keys(files)
      .filter((name) => /header\d\.xml$/.test(name))
      .map((name) => textOf(files, name));
    expect(headers.filter((xml) => xml.includes('PAGE'))).toHaveLength(2);
    expect(headers.filter((xml) => !xml.includes('PAGE'))).toHaveLength(1);
    expect(body).toContain('<w:titlePg/>');
  });

  it('uses real headings, captions and repeated table heads, and tells of charts in words', () => {
    for (const name of ['Heading1', 'Heading2', 'Heading3', 'Caption', 'ThanVanBan'])
      expect(body).toContain(`<w:pStyle w:val="${name}"/>`);
    const tables = body.match(/<w:tbl>/g)?.length ?? 0;
    expect(body.match(/<w:tblHeader\/>/g)?.length).toBe(tables - 2);
    const drawings = [...body.matchAll(/<wp:docPr id="(\d+)"[^>]*descr="([^"]*)"/g)];
    expect(drawings.map(([, id]) => id)).toEqual(['1', '2']);
    expect(drawings[0]?.[2]).toContain('tiếp nhận 5, giải quyết xong 4, đang xử lý 10, quá hạn 5 hồ sơ');
  });

  it('draws charts at 300 dots to the inch', () => {
    const image = Object.entries(files).find(([name]) => name.endsWith('image1.png'))?.[1];
    // The width stands in bytes 16-19 of a PNG: 165 mm are 6.5 inches.
    expect(image && new DataView(image.buffer, image.byteOffset).getUint32(16)).toBe(1950);
  });

  it('bears a secrecy mark only when a person sets it, and says when it is a draft', async () => {
    expect(words(body)).not.toContain('MẬT');
    expect(words(body)).not.toContain('DỰ THẢO');
    const secrecy = { level: 'MẬT' as const, basis: 'Quyết định mẫu' };
    const marked = words(main(await made({ ...october, secrecy, isDraft: true })));
    expect(marked.slice(5, 7)).toEqual(['MẬT', 'DỰ THẢO']);
    expect(marked.some((text) => text.includes('Quyết định mẫu'))).toBe(true);
  });

  it('says of itself neither person nor program, on a fixed day', () => {
    const core = textOf(files, 'docProps/core.xml');
    expect(core).toContain('2026-10-31T00:00:00Z');
    expect(core).not.toMatch(/creator|lastModifiedBy/);
    expect(core).toContain('Báo cáo công tác bảo vệ chính trị nội bộ tháng 10 năm 2026');
  });

  it('has the same bytes each time, and others for another text', async () => {
    const [once, twice] = [await made(october), await made(october)];
    expect(Buffer.compare(Buffer.from(once), Buffer.from(twice))).toBe(0);
    const other = await made({ ...october, texts: { tasks: 'Việc khác.' } });
    expect(Buffer.compare(Buffer.from(once), Buffer.from(other))).not.toBe(0);
  });

  it('writes what was typed as text, whatever it looks like', async () => {
    const xml = main(await made({ ...october, texts: { tasks: '<w:p>& "x"\u0007 {DDEAUTO}' } }));
    expect(xml).toContain('&lt;w:p&gt;&amp; &quot;x&quot; {DDEAUTO}');
    expect(xml).not.toContain('instrText');
  });
});
