import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block } from '../../../../../src/lib/server/briefing/document.ts';
import { briefingFiles, type BriefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import { plain } from '../../../../../src/lib/server/briefing/text/runs.ts';
import { verifyBriefing } from '../../../../../src/lib/server/briefing/verify.ts';
import { unzipped, textOf } from '../../../../../src/lib/server/briefing/zip.ts';
import { restrictedVersion } from '../../../../../src/lib/server/restricted/version.ts';
import { Warehouse, type LiveVersion } from '../../../../../src/lib/server/warehouse.ts';
import { makePlace } from '../../../../etl/support.ts';

/** Petitions and foreign elements, in June alone, are below 10; of the others there are 93 cases a month. */
const usual = { petition: 7, foreign_element: 3 };
/** The same sum of what is hidden: readers of the restricted tables see no difference. */
const otherwise = { petition: 6, foreign_element: 4 };
const places = [makePlace('2026-06-30'), makePlace('2026-06-30')] as const;
const request = { month: '2026-06', span: 'month', texts: {}, secrecy: null, isDraft: false } as const;

function cases(hidden: typeof usual): string {
  const rows = ['case_code,organization_code,case_type,stage,received_on,closed_on,closing'];
  const counts = { admission_check: 64, record_check: 29, ...hidden };
  for (const month of ['01', '02', '03', '04', '05', '06'])
    for (const [type, count] of Object.entries(counts))
      for (let n = 0; n < count && (count > 10 || month === '06'); n++) {
        const isClosed = count > 10 && n < 26;
        const end = isClosed
          ? `closed,2026-${month}-08,2026-${month}-22,concluded`
          : `intake,2026-${month}-08,,`;
        rows.push(`${type}-${month}-${n},A,${type},${end}`);
      }
  return `${rows.join('\n')}\n`;
}

const duties = ['duty_code,organization_code,duty_type,document_code,due_on,fulfilled_on,duty_state'];
for (let n = 0; n < 8; n++) duties.push(`D${n},A,annual_plan,,2026-06-10,2026-06-${n < 6 ? '09' : '12'},`);
duties.push('T1,A,report_after_travel,,2026-06-11,2026-06-20,');

async function versionAt(place: (typeof places)[number], hidden: typeof usual): Promise<LiveVersion> {
  const folder = place.snapshot('2026-06-30', {
    'organizations.csv': `organization_code,organization_name,organization_level,organization_type,parent_code,established_on,ended_on
P,Tỉnh ủy,province_committee,,,,
A,Chi bộ Sở Một,grassroots_cell,agency,P,,
`,
    'members.csv': 'member_code,organization_code,member_status\nT1,A,official\n',
    'cases.csv': cases(hidden),
    'duties.csv': `${duties.join('\n')}\n`,
  });
  await place.load([folder]);
  return new Warehouse({ dataDir: place.dataDir, now: () => 0, warn: () => undefined }).live();
}

let full: LiveVersion;
let made: BriefingFiles;
let other: BriefingFiles;

beforeAll(async () => {
  full = await versionAt(places[0], usual);
  made = await briefingFiles(restrictedVersion(full), request);
  other = await briefingFiles(restrictedVersion(await versionAt(places[1], otherwise)), request);
});
afterAll(() => places.forEach((place) => place.remove()));

const readable = (text: string) => text.replaceAll('\u00a0', ' ');
const paragraphs = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? [readable(plain(block.runs))] : []));
const tables = () => made.document.annex.flatMap((block) => (block.kind === 'table' ? [block] : []));
const hashes = /[0-9a-f]{64}/g;

describe('the briefing for restricted readers', () => {
  it('tells what the restricted tables have, in the same figures', async () => {
    const whole = await briefingFiles(full, request);
    const shown = made.facts.all.filter(({ value }) => value !== null);
    expect(shown.length).toBeGreaterThan(20);
    for (const { id, value } of shown.filter((fact) => !fact.id.includes('/open_duties/')))
      expect([id, value]).toEqual([id, whole.facts.one(id).value]);
    expect(paragraphs(made.document.body)).toContainEqual(
      expect.stringMatching(
        /^Trong tháng, tiếp nhận 103 hồ sơ các loại, tăng 10 hồ sơ \(10,8 %\) so với tháng trước; lũy kế từ đầu năm 568 hồ sơ\./,
      ),
    );
  });

  it('says of small counts that they are small, and of none that it is zero', () => {
    expect(paragraphs(made.document.body)).toEqual(
      expect.arrayContaining([
        'Số đơn thư tiếp nhận, giải quyết, đang xử lý: số liệu nhỏ, không công bố chi tiết.',
        'd) Nhân sự có yếu tố nước ngoài: số hồ sơ tiếp nhận, giải quyết, đang xử lý: số liệu nhỏ, không công bố chi tiết.',
      ]),
    );
    const petition = tables()[0]?.rows.find(([name]) => name?.text === 'Đơn thư');
    expect(petition?.slice(1, 4)).toEqual(
      [1, 2, 3].map(() => expect.objectContaining({ text: '…', value: null, isHidden: true })),
    );
    expect(tables()[0]?.note).toContain('số liệu nhỏ, không công bố chi tiết');
  });

  it('adds up no column with a hidden cell, and has no table of ages or revisions', () => {
    const control = tables().find(({ id }) => id === 'control');
    expect(control?.rows[0]?.map(({ text }) => text)).toEqual([
      'Hồ sơ theo loại hồ sơ',
      '',
      '',
      'không đối soát',
    ]);
    expect(tables().map(({ id }) => id)).not.toEqual(expect.arrayContaining(['backlog-heat', 'revisions']));
  });

  it('tells of duties by type of organisation only those that are not about persons', () => {
    const duties = tables().find(({ id }) => id === 'duties-by-organization-type');
    expect(duties?.caption).toContain('không gồm nhiệm vụ về cá nhân');
    expect(duties?.rows.at(-1)?.map(({ text }) => readable(text))).toEqual([
      'Tổng số',
      '8',
      '6',
      '0',
      '0',
      '75,0 %',
    ]);
  });

  it('reads alike whatever is behind its hidden cells', () => {
    const told = ({ document }: BriefingFiles) => JSON.stringify(document).replace(hashes, 'hash');
    expect(told(made)).toBe(told(other));
    const bare = ({ manifest }: BriefingFiles) => JSON.stringify(manifest).replace(hashes, 'hash');
    expect(bare(made)).toBe(bare(other));
  });

  it('is hatched in every format, and is made again from its own file', async () => {
    const parts = { docx: 'word/document.xml', xlsx: 'xl/styles.xml' };
    expect(textOf(unzipped(await made.file('docx')), parts.docx)).toContain('w:val="thinDiagStripe"');
    expect(textOf(unzipped(await made.file('xlsx')), parts.xlsx)).toContain('patternType="lightUp"');
    const verdict = await verifyBriefing(await made.file('docx'), () => Promise.resolve(full));
    expect(verdict).toMatchObject({ identical: true, manifest: { disclosure: 'restricted' } });
  });

  it('names its rules and days, no hash of what it hides, and says when it would read otherwise now', async () => {
    const { content_hash: content, settings_hash: settings, rules, newest_snapshot: day } = made.manifest;
    expect([content, settings, day]).toEqual([
      '',
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    expect(Object.keys(rules)).toEqual(expect.arrayContaining(['reference.letterhead', 'models']));
    const changed: LiveVersion = {
      ...full,
      all: async (sql, params) => {
        const rows = await full.all(sql, params);
        return sql.includes('from meta.letterhead')
          ? rows.map((row) => (row.field === 'place' ? { ...row, value: 'Nơi khác' } : row))
          : rows;
      },
    };
    const verdict = await verifyBriefing(await made.file('docx'), () => Promise.resolve(changed));
    expect(verdict.differs).toEqual([
      {
        input: 'document_hash',
        then: made.manifest.document_hash,
        now: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });
});

describe('a version without restricted tables', () => {
  it('has no restricted briefing', async () => {
    const old: LiveVersion = {
      ...full,
      all: (sql, params) =>
        JSON.stringify(params ?? {}).includes('"schema":"restricted"')
          ? Promise.resolve([{ table_count: 0 }])
          : full.all(sql, params),
    };
    await expect(briefingFiles(restrictedVersion(old), request)).rejects.toMatchObject({
      parameter: 'disclosure',
    });
  });
});
