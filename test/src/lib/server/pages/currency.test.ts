import { afterEach, describe, expect, it } from 'vitest';
import { currencyNote, servedCurrency, type Standing } from '$lib/server/pages/currency';
import { newDataDir, publish, removeDataDir } from '../support';

const now = new Date('2026-11-23T03:00:00Z');

/** A server that pulls, has just done so, and serves figures of three weeks ago. */
function standing(change: Partial<Standing> = {}): Standing {
  return {
    health: { version: { asOf: '2026-10-31' }, problems: [] },
    following: { source: '/mnt/publisher', followedAt: '2026-11-23T02:55:00Z' },
    now,
    ...change,
  };
}
const pulledAt = (followedAt: string | null) =>
  standing({ following: { source: '/mnt/publisher', followedAt } });

describe('the note on figures that may not be the newest', () => {
  it.each([
    ['just pulled', standing()],
    ['pulled last over a weekend', pulledAt('2026-11-20T03:00:00Z')],
    ['loads itself', standing({ following: null })],
    ['is pushed to', standing({ following: { source: null, followedAt: null } })],
  ])('is empty on a server that %s', (_, given) => {
    expect(currencyNote(given, 'vi')).toBe('');
  });

  it('tells since when a server that was cut off has heard nothing', () => {
    const cut = pulledAt('2026-10-23T03:00:00Z');
    expect(currencyNote(cut, 'vi')).toMatch(/lần cuối lúc \d\d:\d\d 23\/10\/2026/);
    expect(currencyNote(cut, 'en')).toMatch(/the publisher may have newer ones/);
    expect(currencyNote(pulledAt(null), 'en')).toMatch(/never received/);
  });

  it('tells the age of figures after which others should have come', () => {
    const health = { version: { asOf: '2026-09-30' }, problems: [] };
    expect(currencyNote(standing({ health }), 'vi')).toBe(
      'Số liệu mới nhất chốt ngày 30/09/2026, cách đây 54 ngày: chưa có kỳ mới hơn.',
    );
  });

  it('tells that what was published last cannot be read, beside what else there is to tell', () => {
    const health = { version: { asOf: '2026-09-30' }, problems: ['2026-10-31.001'] };
    const note = currencyNote(standing({ health }), 'en');
    expect(note).toMatch(/54 days ago.*the version before it\.$/);
    expect(note).not.toContain('2026-10-31.001');
  });
});

describe('the note of this server', () => {
  const dataDir = newDataDir();
  afterEach(() => {
    delete process.env.DATA_DIR;
    removeDataDir(dataDir);
  });

  it('is about what it serves, and empty while that is nothing', async () => {
    process.env.DATA_DIR = dataDir;
    process.env.STALE_AFTER_DAYS = '-100000';
    expect(await servedCurrency('en')).toBe('');
    await publish(dataDir, '2026-10-31.001');
    expect(await servedCurrency('en')).toContain('The newest figures are as of 31 Oct 2026');
    delete process.env.STALE_AFTER_DAYS;
  });
});
