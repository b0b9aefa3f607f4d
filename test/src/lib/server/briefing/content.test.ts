import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { briefingFiles, type BriefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import type { Block, TableBlock } from '../../../../../src/lib/server/briefing/document.ts';
import { plain } from '../../../../../src/lib/server/briefing/text/runs.ts';
import { answerMetric } from '../../../../../src/lib/server/metrics.ts';
import type { LiveVersion } from '../../../../../src/lib/server/warehouse.ts';
import { furnished, october, openWorld, versionOf } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let version: LiveVersion;
let made: BriefingFiles;

beforeAll(async () => {
  world = await openWorld();
  version = await versionOf(world);
  made = await briefingFiles(version, october);
});
afterAll(() => world.close());

const readable = (text: string) => text.replaceAll('\u00a0', ' ');
const paragraphs = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? [readable(plain(block.runs))] : []));
const table = (id: string): TableBlock => {
  const found = [...made.document.body, ...made.document.annex].find(
    (block): block is TableBlock => block.kind === 'table' && block.id === id,
  );
  if (!found) throw new Error(`no table ${id}`);
  return found;
};
const texts = (id: string) => table(id).rows.map((row) => row.map(({ text }) => readable(text)).join(' | '));

describe('the briefing of October 2026 of the small warehouse', () => {
  // Received: 3 + 2 in October, 6 + 4 + 2 + 1 in September, 5 a year before; pending 6 + 4, before 4 + 3 + 2; overdue 2 + 3, before 1.
  it('tells of all cases in figures worked by hand', () => {
    expect(paragraphs(made.document.body)).toContain(
      'Trong tháng, tiếp nhận 05 hồ sơ các loại, giảm 08 hồ sơ (61,5 %) so với tháng trước, bằng cùng kỳ năm trước; lũy kế từ đầu năm 18 hồ sơ, từ đầu nhiệm kỳ 2025-2030 là 18 hồ sơ. ' +
        'Giải quyết xong 04 hồ sơ, bằng tháng trước, cùng kỳ năm trước không có; lũy kế từ đầu năm 08 hồ sơ, từ đầu nhiệm kỳ 2025-2030 là 13 hồ sơ. ' +
        'Đến hết ngày 31/10/2026, còn 10 hồ sơ đang xử lý, tăng 01 hồ sơ so với cuối tháng trước, tăng 05 hồ sơ so với cùng thời điểm năm trước; trong đó 05 hồ sơ quá hạn (50,0 %), tăng 04 hồ sơ so với cuối tháng trước.',
    );
  });

  it('tells of petitions that went and of none that came', () => {
    expect(paragraphs(made.document.body)).toContain(
      'Trong tháng, không tiếp nhận đơn thư nào (tháng trước 02 đơn thư, cùng kỳ năm trước không có); lũy kế từ đầu năm 02 đơn thư, từ đầu nhiệm kỳ 2025-2030 là 02 đơn thư. ' +
        'Giải quyết xong 02 đơn thư; lũy kế từ đầu năm 02 đơn thư. ' +
        'Cuối tháng, không có đơn thư đang xử lý.',
    );
  });

  // Cells 2 + 1, committee 1, before 2 + 2 and 1; members 50 + 30 + 20, before 40 + 10 + 20 + 30 + 50; B merged, D moved.
  it('tells of organisations, members, reorganisation and new documents', () => {
    expect(paragraphs(made.document.body)).toEqual(
      expect.arrayContaining([
        'Tính đến ngày 31/10/2026, Đảng bộ có 04 tổ chức cơ sở đảng (01 đảng bộ cơ sở, 03 chi bộ cơ sở), giảm 01 tổ chức so với cuối tháng trước; 100 đảng viên, giảm 50 đảng viên (33,3 %) so với cuối tháng trước (chưa có số liệu cùng thời điểm năm trước để so sánh).',
        expect.stringMatching(/^Trong tháng, có 02 tổ chức cơ sở đảng được sắp xếp lại/),
        'Trong tháng, có 01 văn bản bắt đầu có hiệu lực: 399-QĐ/TW của Ban Bí thư về thể thức văn bản.',
      ]),
    );
  });

  // Working days 1 1 3 3 3 3 3 8 20 20 of ten cases: the median is 3, 80 % lie below 20 - 0.8 x 12 = 10.4.
  it('gives tables whose rows add up to totals counted by themselves', () => {
    expect(texts('cases-by-case-type')).toEqual([
      'admission_check | 5 | 2 | 10 | 5 | 14,3 %',
      'petition | 0 | 2 | 0 | 0 | –',
      'Tổng số | 5 | 4 | 10 | 5 | 14,3 %',
    ]);
    // The small warehouse lists its age bands by name: 0-7, 16-30, 31-60, 61-90, 8-15, over 90.
    expect(texts('backlog-heat')).toEqual([
      'admission_check | 3 | 4 | 0 | 0 | 0 | 3 | 10',
      'Tổng số | 3 | 4 | 0 | 0 | 0 | 3 | 10',
    ]);
    expect(texts('duties-by-duty-type')).toEqual([
      'annual_plan | 2 | 2 | 0 | 0 | 100 %',
      'Tổng số | 2 | 2 | 0 | 0 | 100 %',
    ]);
    expect(texts('control').every((row) => row.endsWith('| khớp'))).toBe(true);
    expect(table('backlog-heat').rows[0]?.map(({ step }) => step)).toEqual([
      undefined,
      0,
      1,
      undefined,
      undefined,
      undefined,
      0,
      undefined,
    ]);
  });

  it('lists what was revised since the month before, with its reasons', () => {
    expect(texts('revisions')).toEqual([
      '9/2026 | Hồ sơ tiếp nhận | 12 | 13 | hồ sơ báo cáo muộn (+2), đính chính (−1)',
    ]);
  });

  it('lists what a correction revised where there is no version of the month before', async () => {
    const corrected = await openWorld(furnished.replaceAll("'month_before'", "'version_before'"));
    const { document } = await briefingFiles(await versionOf(corrected), october);
    const revisions = document.annex.find((block) => block.kind === 'table' && block.id === 'revisions');
    expect(revisions).toMatchObject({ note: 'So với bản 2026-09-30.001.' });
    corrected.close();
    const calm = await openWorld(`${furnished} delete from meta.changes;`);
    const annex = (await briefingFiles(await versionOf(calm), october)).document.annex;
    expect(paragraphs(annex)).toEqual([
      'Số liệu các tháng trước không có điều chỉnh so với bản đã công bố trước đó.',
    ]);
    calm.close();
  });

  it('asks the catalogue for every figure, as anybody may through the API', async () => {
    expect(made.facts.all.length).toBeGreaterThan(100);
    for (const { request, value, numerator, denominator } of made.facts.all) {
      if (request.from < version.firstMonth) continue;
      const answer = await answerMetric(version, request);
      expect([value, numerator, denominator]).toEqual(answer.data.map(([cell]) => cell));
    }
  });

  it('leaves judgement to the officer, and takes what the officer wrote', async () => {
    const prompts = made.document.body.filter(({ kind }) => kind === 'prompt');
    expect(prompts).toHaveLength(6);
    expect(prompts.every((block) => block.kind === 'prompt' && block.text === null)).toBe(true);
    const written = await briefingFiles(version, { ...october, texts: { strengths: '  Làm tốt.  ' } });
    expect(written.document.body).toContainEqual(
      expect.objectContaining({ id: 'strengths', text: 'Làm tốt.' }),
    );
  });
});

describe('the first month', () => {
  it('says once that there is nothing to compare with', async () => {
    const { document } = await briefingFiles(version, { ...october, month: '2025-10' });
    const said = paragraphs(document.body);
    expect(said).toContain(
      'Số liệu có từ tháng 10/2025 nên báo cáo không so sánh với tháng trước và cùng kỳ năm trước.',
    );
    expect(said).toContain(
      'Trong tháng, tiếp nhận 05 hồ sơ các loại. Không có hồ sơ nào giải quyết xong. Đến hết ngày 31/10/2025, còn 05 hồ sơ đang xử lý; không có hồ sơ quá hạn.',
    );
    expect(said).toContain('Tính đến ngày 31/10/2025, chưa có số liệu về tổ chức cơ sở đảng và đảng viên.');
  });
});

describe('a month without a single case', () => {
  it('tells of nothing as nothing, in few words', async () => {
    const { document } = await briefingFiles(version, { ...october, month: '2026-05' });
    const said = paragraphs(document.body);
    expect(said).toContain(
      'b) Sưu tra hồ sơ: trong tháng, không tiếp nhận hồ sơ nào (tháng trước cũng không có), không có hồ sơ đang xử lý; lũy kế từ đầu năm và từ đầu nhiệm kỳ 2025-2030 không có.',
    );
    expect(said).toContain(
      'Trong tháng, không có hồ sơ thuộc diện tính tỷ lệ giải quyết đúng hạn, tỷ lệ hồ sơ không phải trả lại, tỷ lệ hồ sơ có kết luận trước khi ban hành quyết định nhân sự.',
    );
    expect(said).toContain(
      'Trong tháng, không tiếp nhận hồ sơ nào (tháng trước cũng không có); lũy kế từ đầu năm và từ đầu nhiệm kỳ 2025-2030 không có. Không có hồ sơ nào giải quyết xong (tháng trước cũng không có); lũy kế từ đầu năm không có, từ đầu nhiệm kỳ 2025-2030 là 05 hồ sơ. Đến hết ngày 31/5/2026, không có hồ sơ đang xử lý.',
    );
  });
});

describe('what cannot be made', () => {
  it.each([
    [{ month: '2026-11' }, 'MonthUnknown'],
    [{ month: '2025-09' }, 'MonthUnknown'],
    [{ span: 'quarter' as const }, 'BadParameter'],
  ])('is refused: %j', async (change, name) => {
    await expect(briefingFiles(version, { ...october, ...change })).rejects.toMatchObject({ name });
  });

  it('is refused from a version without letterheads', async () => {
    const old = await openWorld(furnished.replace('create table meta.letterhead', 'create table meta.other'));
    await expect(briefingFiles(await versionOf(old), october)).rejects.toMatchObject({
      name: 'LetterheadMissing',
    });
    old.close();
  });
});
