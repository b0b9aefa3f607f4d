import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePage } from '$lib/server/pages/compare';
import { openContext } from '$lib/server/pages/context';
import { liveVersion } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const dataDir = newDataDir();
const known = process.env.DATA_DIR;
const faults: unknown[] = [];

/** The older version has one overdue case less in October. */
const older = `update marts.agg_case_flow_by_type set overdue_end_count = overdue_end_count - 1
  where month = date '2026-10-01' and organization_type = 'agency'`;

beforeAll(async () => {
  process.env.DATA_DIR = dataDir;
  await publish(dataDir, '2026-10-31.001', older);
  await publish(dataDir, '2026-10-31.002');
});

afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  removeDataDir(dataDir);
});

async function compare(search = '') {
  const page = await openContext(await liveVersion(), new URLSearchParams(search), (_, cause) =>
    faults.push(cause),
  );
  return comparePage(page);
}

async function rowOf(search: string, id: string) {
  const { figures } = await compare(search);
  if (!figures.ok) throw new Error(figures.code);
  const row = figures.content.rows.find((item) => item.id === id);
  return (
    row && { a: row.a.text, b: row.b.text, counts: row.a.counts, difference: row.difference, tone: row.tone }
  );
}

describe('a comparison', () => {
  it('sets the newest month beside the one before', async () => {
    const { finding } = await compare();
    expect(finding).toBe('Tháng 10/2026: quá hạn nhiều hơn 4 hồ sơ so với tháng 9/2026 (5 và 1)');
    expect(await rowOf('', 'cases_pending')).toMatchObject({
      a: '10',
      b: '9',
      difference: '+1',
      tone: 'late',
    });
    expect(faults).toEqual([]);
  });

  it('gives rates with their counts, and their difference in points', async () => {
    expect(await rowOf('', 'overdue_share')).toEqual({
      a: '50,0\u00a0%',
      b: '11,1\u00a0%',
      counts: '5/10',
      difference: '+38,9 điểm',
      tone: 'late',
    });
  });

  it('sums flows over a range and takes stocks at its end', async () => {
    const search = 'a=2026-09..2026-10&b=2025-10..2025-11';
    expect(await rowOf(search, 'cases_opened')).toMatchObject({ a: '18', b: '5' });
    expect(await rowOf(search, 'cases_pending')).toMatchObject({ a: '10', b: '0' });
  });

  it('sets kinds of organisations beside each other without judging their counts', async () => {
    const search = 'b=2026-10&type_a=agency&type_b=other';
    expect((await compare(search)).finding).toBe('Agency: quá hạn ít hơn 1 hồ sơ so với other (2 và 3)');
    expect(await rowOf(search, 'cases_pending')).toMatchObject({ a: '6', b: '4', tone: 'quiet' });
  });

  it('sets organisations beside each other, all below them included', async () => {
    expect(await rowOf('b=2026-10&org_a=U&org_b=A', 'cases_pending')).toMatchObject({ a: '10', b: '6' });
  });

  it('sets versions beside each other, and says that they differ', async () => {
    const search = 'b=2026-10&version_b=2026-10-31.001';
    const { versions, finding } = await compare(search);
    expect(versions?.text).toContain('2026-10-31.001');
    expect(versions?.href).toBe('/data#changes');
    expect(finding).toContain('(5 và 4)');
    expect((await compare()).versions).toBeNull();
  });

  it('leaves out what a case type cannot split', async () => {
    expect(await rowOf('case=petition', 'compliance_rate')).toBeUndefined();
    expect(await rowOf('case=petition', 'cases_opened')).toMatchObject({ a: '0', b: '2' });
  });

  it('says when both sides are the same, and draws no lines for neighbouring months', async () => {
    expect((await compare('b=2026-10')).finding).toMatch(/^Hai bên đang là cùng một số liệu/);
    expect((await compare()).overdue).toBeNull();
    expect((await compare('b=2025-10')).overdue?.ok).toBe(true);
  });

  it('draws both sides up to their last months, under the months of A', async () => {
    const { pending } = await compare('a=2025-11..2026-10&b=2025-10..2025-11');
    if (!pending?.ok) throw new Error('no lines');
    const { spec, frame } = pending.content;
    expect([spec.months[0], spec.months.at(-1)]).toEqual(['11/2025', '10/2026']);
    const [b = [], a = []] = spec.series.map(({ values }) => values);
    expect([a.length, b.length, a.at(-1), b.at(-2), b.at(-1)]).toEqual([12, 12, 10, 5, 0]);
    expect(b.slice(0, 10).every((value) => value === null)).toBe(true);
    expect(frame.table.rows.at(-2)).toEqual(['2026-09', 9, '2025-10', 5]);
    expect(frame.table.rows[0]?.slice(2)).toEqual([null, null]);
    expect(frame.description).toContain('A 11/2025 – 10/2026, B 10/2025 – 11/2025');
  });

  it.each([
    ['a=2026-13', 'a'],
    ['b=2026-10..2026-09', 'b'],
    ['a=2020-01', 'a'],
    ['type_a=petition', 'type_a'],
    ['case_b=x', 'case_b'],
    ['org_b=NOBODY', 'org_b'],
    ['version_a=2020-01-01.001', 'version_a'],
  ])('refuses %s by the name of the side', async (search, parameter) => {
    await expect(compare(search)).rejects.toThrow(
      expect.objectContaining({ parameter, message: expect.stringContaining(`"${parameter}"`) }),
    );
  });

  it('offers the usual ones as short links, the one that holds marked', async () => {
    const { presets } = await compare('b=2025-10');
    expect(presets.choices.map(({ href, current }) => [href, current])).toEqual([
      ['?', false],
      ['?b=2025-10', true],
      ['?b=2026-10&type_a=agency&type_b=other', false],
      ['?b=2026-10&version_b=2026-10-31.001', false],
    ]);
  });
});
