import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { briefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import { pinnedBlocks, type PinnedTable } from '../../../../../src/lib/server/briefing/pinned.ts';
import { verifyBriefing } from '../../../../../src/lib/server/briefing/verify.ts';
import { october, openWorld, versionOf } from './world.ts';

const query = { title: 'Tồn theo loại', owner: 'lan', sql: 'select $month', args: { month: '2026-10-01' } };
const table = {
  caption: 'Tồn theo loại',
  columns: [
    { label: 'case_type', kind: 'text' as const },
    { label: 'month', kind: 'month' as const },
    { label: 'pending', kind: 'count' as const },
  ],
  rows: [
    ['petition', '2026-10', 1234],
    ['verification', null, 0],
  ],
};
const pinned: PinnedTable[] = [
  { query, answer: { table, isCut: false } },
  { query: { ...query, title: 'Câu hỏng', sql: 'select nope' }, answer: null },
];

describe('pinned queries', () => {
  it('are tables of the annex with the hash of their statement; one without an answer says so', () => {
    const [first, second] = pinnedBlocks(pinned, '2026-10-31.001');
    expect(first?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['petition', '10/2026', '1.234'],
      ['verification', '–', '0'],
    ]);
    expect(first?.rows[0]?.[2]).toEqual({ text: '1.234', value: 1234, format: 'count' });
    expect(first?.note).toMatch(
      /lan lưu, tính trên bản 2026-10-31\.001; mã băm câu truy vấn: [0-9a-f]{16}\.$/,
    );
    expect(second).toMatchObject({ caption: 'Câu hỏng', rows: [] });
    expect(second?.note).toContain('không có kết quả');
  });

  it('are cut to what fits on paper, and say that there is more', () => {
    const rows = Array.from({ length: 41 }, (_, i) => [String(i), null, i]);
    const [block] = pinnedBlocks([{ query, answer: { table: { ...table, rows }, isCut: false } }], 'v');
    expect(block?.rows).toHaveLength(40);
    expect(block?.note).toContain('Chỉ in 40 dòng');
  });
});

describe('a briefing with pinned queries', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());
  const ask = (rows: typeof table.rows) => () => Promise.resolve({ table: { ...table, rows }, isCut: false });
  const open = (version: string) => world.open().named(version);

  it('is made again from its statements, not from its figures', async () => {
    const made = await briefingFiles(await versionOf(world), { ...october, pinned });
    const bytes = await made.file('xlsx');
    expect(await verifyBriefing(bytes, open, ask(table.rows))).toMatchObject({ identical: true });
    const other = await verifyBriefing(bytes, open, ask([['petition', '2026-10', 1235]]));
    expect(other.identical).toBe(false);
    const gone = await verifyBriefing(bytes, open);
    expect(gone.differs.map(({ input }) => input)).toEqual(['pinned']);
  });

  it('tells of them in its manifest; one without has no word of them', async () => {
    const version = await versionOf(world);
    const { manifest } = await briefingFiles(version, { ...october, pinned });
    expect(manifest.pinned?.map(({ sql, isAnswered }) => [sql, isAnswered])).toEqual([
      ['select $month', true],
      ['select nope', false],
    ]);
    expect(Object.keys((await briefingFiles(version, october)).manifest)).not.toContain('pinned');
  });
});
