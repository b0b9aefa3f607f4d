import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverageOf, isUntold } from '$lib/server/coverage';
import { answerMetric } from '$lib/server/metrics';
import { openContext } from '$lib/server/pages/context';
import { coverageNote } from '$lib/server/pages/coverage-note';
import { overviewPage } from '$lib/server/pages/overview';
import { trendsPage } from '$lib/server/pages/trends';
import { Warehouse, type LiveVersion } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from './support.ts';

/** 01 is there to the end, 02 to the end of August, 03 to the middle of October; nothing of 04 is there. */
const provinces = [
  { prefix: '01', name: 'Tỉnh Một', state: 'included', as_of: '2026-10-31' },
  { prefix: '02', name: 'Tỉnh Hai', state: 'late', as_of: '2026-08-31' },
  { prefix: '03', name: 'Tỉnh Ba', state: 'late', as_of: '2026-10-15' },
  { prefix: '04', name: 'Tỉnh Bốn', state: 'damaged', as_of: '2026-10-31' },
];
const combined = { asOf: '2026-10-31', manifest: { version: '2026-10-31.001', provinces } };
const [two, three] = [
  { prefix: '02', name: 'Tỉnh Hai', as_of: '2026-08-31' },
  { prefix: '03', name: 'Tỉnh Ba', as_of: '2026-10-15' },
];
const absent = [{ prefix: '04', name: 'Tỉnh Bốn', as_of: null }];

describe('a month of a combined version', () => {
  it.each([
    ['2026-08', [], null],
    ['2026-09', [two], '2026-09'],
    ['2026-10', [two, three], '2026-09'],
  ])('%s lacks whoever has not reached its end', (month, late, since) => {
    expect(coverageOf(combined, month, null)).toEqual({ total: 4, late, absent, since });
  });

  it('is whole for all of one date, also before the month is over', () => {
    const same = provinces.slice(0, 3).map((each) => ({ ...each, as_of: '2026-10-15' }));
    const version = { asOf: '2026-10-15', manifest: { version: '', provinces: same } };
    expect(coverageOf(version, '2026-10', null)).toMatchObject({ late: [], since: null });
  });

  it('lacks nobody but the province of the organisation that is looked at', () => {
    expect(coverageOf(combined, '2026-10', '01.P')).toMatchObject({ total: 1, late: [], absent: [] });
    expect(coverageOf(combined, '2026-10', '03.P')).toMatchObject({
      total: 1,
      late: [three],
      since: '2026-10',
    });
  });

  it('is nothing to tell of in a version of one province', () => {
    expect(coverageOf({ asOf: '2026-10-31', manifest: { version: '' } }, '2026-10', null)).toBeNull();
  });
});

const dataDir = newDataDir();
let whole: LiveVersion;
let lacking: LiveVersion;

beforeAll(async () => {
  await publish(
    dataDir,
    '2026-10-31.001',
    `create table meta.documents (document_code varchar, title_en varchar, valid_from date);
     create table meta.time_limits (case_type varchar, workdays integer, valid_from date, valid_to date);
     create table meta.successions (from_code varchar, event varchar, event_on date)`,
  );
  whole = await new Warehouse({ dataDir, now: Date.now, warn: () => undefined }).live();
  lacking = { ...whole, manifest: { ...whole.manifest, provinces } };
});
afterAll(() => removeDataDir(dataDir));

const open = (version: LiveVersion, search = '') =>
  openContext(version, new URLSearchParams(search), () => undefined);

describe('pages of a month that lacks provinces', () => {
  it('name them, with the dates that they reach', async () => {
    expect(coverageNote(await open(lacking))).toBe(
      'Tháng 10/2026 còn thiếu số liệu của 2 trong 4 tỉnh: Tỉnh Hai (mới đến 31/08/2026) và Tỉnh Ba (mới đến 15/10/2026). ' +
        'Các tổng của tháng này thấp hơn thực tế và chưa so sánh được với tháng khác. ' +
        'Không tháng nào có số liệu của 1 trong 4 tỉnh: Tỉnh Bốn.',
    );
    const english = coverageNote(await open(lacking, 'lang=en&month=2026-09'));
    expect(english).toContain('September 2026 still lacks the figures of 1 of 4 provinces');
    expect(coverageNote(await open(whole))).toBe('');
  });

  it('show its figures, and compare none of them with another month', async () => {
    const [page, usual] = await Promise.all(
      [open(lacking), open(whole)].map(async (each) => overviewPage(await each)),
    );
    if (!page?.figures.ok || !usual?.figures.ok) throw new Error('No figures.');
    const [cards, others] = [page.figures.content.cards, usual.figures.content.cards];
    expect(cards.map(({ value }) => value)).toEqual(others.map(({ value }) => value));
    expect(cards.flatMap(({ comparisons }) => comparisons.map(({ change }) => change)).join('')).toBe('');
    expect(others.flatMap(({ comparisons }) => comparisons.map(({ change }) => change)).join('')).not.toBe(
      '',
    );
    expect(cards.map(({ note }) => note)).toContain('chưa xét: chưa đủ các tỉnh');
    expect(page.finding).toMatch(/còn thiếu 2 tỉnh nên chưa so sánh được$/);
    expect(usual.finding).not.toContain('tỉnh');
    expect(page.outlook).toContain('Chưa đủ số liệu của các tỉnh');
  });

  it('mark in charts from which month on somebody is missing', async () => {
    const { marks, finding } = await trendsPage(await open(lacking));
    expect(marks).toContain('9/2026: từ đây chưa đủ số liệu của các tỉnh');
    expect(finding).toContain('chưa so sánh được');
  });
});

describe('an organisation of a province that has not come so far', () => {
  it.each([
    ['2026-08', ['02.P'], false],
    ['2026-09', ['02.P'], true],
    ['2026-10', ['02.P', '02.A'], true],
    ['2026-10', ['02.P', '01.P'], false],
    ['2026-10', ['03.P'], false],
    ['2026-11', ['02.P'], false],
    ['2026-10', [], false],
  ])('has not reported %s for %j: %s', (month, organizations, expected) => {
    expect(isUntold(lacking, month, organizations)).toBe(expected);
  });

  it('has no figure in those months, and not 0', async () => {
    const filters = { organization: ['02.P'] };
    const asked = {
      metric: 'cases_pending' as const,
      by: ['month' as const],
      basis: 'current' as const,
      filters,
    };
    const { data, empty } = await answerMetric(lacking, { ...asked, from: '2026-08', to: '2026-10' });
    expect(data[1]).toEqual([0, null, null]);
    expect(empty).toEqual([
      [1, 1, 'not_reported'],
      [2, 1, 'not_reported'],
    ]);
  });
});

it('an answer of the API names them for each of its months', async () => {
  const asked = {
    metric: 'cases_opened' as const,
    by: ['month' as const],
    basis: 'as_reported' as const,
    filters: {},
  };
  const answer = await answerMetric(lacking, { ...asked, from: '2026-07', to: '2026-10' });
  expect(answer.provinces).toEqual({
    total: 4,
    absent,
    incomplete: [
      { month: '2026-09', late: [two] },
      { month: '2026-10', late: [two, three] },
    ],
  });
  const before = await answerMetric(lacking, { ...asked, from: '2026-07', to: '2026-08' });
  expect(before.provinces).toEqual({ total: 4, absent, incomplete: [] });
  expect(await answerMetric(whole, { ...asked, from: '2026-07', to: '2026-10' })).not.toHaveProperty(
    'provinces',
  );
});
