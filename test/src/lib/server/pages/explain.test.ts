import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricIds } from '#warehouse/metrics.ts';
import { explainHref } from '$lib/filters/explain';
import { openContext, type PageContext } from '$lib/server/pages/context';
import { explainPage } from '$lib/server/pages/explain';
import { Warehouse } from '$lib/server/warehouse';
import { makePlace } from '../../../../etl/support.ts';
import { cases, members, organizations } from '../upload/tiny.ts';

const place = makePlace();
let warehouse: Warehouse;

beforeAll(async () => {
  place.setting(
    'time-limits.csv',
    [
      'case_type,workdays,valid_from,valid_to,source',
      'petition,30,,2026-08-31,cũ',
      'petition,20,2026-09-01,,mới',
      'travel_abroad,10,2026-10-01,,sau',
    ].join('\n'),
  );
  const files = { 'organizations.csv': organizations, 'members.csv': members, 'cases.csv': cases };
  await place.load([place.snapshot('2026-09-30', files)]);
  warehouse = new Warehouse({ dataDir: place.dataDir, now: Date.now, warn: () => undefined });
});
afterAll(() => place.remove());

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

async function page(search: string): Promise<PageContext> {
  return openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);
}

const explained = async (search: string) => (await explainPage(await page(search))).explanation;

describe('a figure explained', () => {
  it.each(metricIds)('says of %s what it is, from which data and by which checks', async (metric) => {
    const { definition, data, checks, sql, links } = await explained(`metric=${metric}`);
    expect(definition.every(({ text }) => text !== '')).toBe(true);
    expect(data.map(({ text }) => text)).toContain('2026-09-30.001');
    expect(checks.items.length).toBeGreaterThan(0);
    expect(checks.items.every(({ passed }) => passed)).toBe(true);
    expect(sql).toMatch(/;$/);
    expect(links.map(({ href }) => href)[0]).toMatch(new RegExp(`^/api/v1/metrics/${metric}\\?`));
  });

  it('names the time limits in force on the last day, of the case types that the page shows', async () => {
    const { rules } = await explained('metric=overdue_share');
    expect(rules?.title).toBe('Thời hạn có hiệu lực ngày 30/09/2026');
    expect(rules?.table.rows).toEqual([['Đơn thư', 20, '2026-09-01', 'mới']]);
    expect((await explained('metric=overdue_share&case=appraisal_planning')).rules?.table.rows).toEqual([]);
    expect((await explained('metric=cases_opened')).rules).toBeNull();
  });

  it('says why there is no figure', async () => {
    const { value, calculation } = await explained('metric=compliance_rate');
    expect(value).toBe('không tính được vì mẫu số bằng 0');
    expect(calculation).toBe('');
  });

  it('shows the parts of a rate with their quotient', async () => {
    const { calculation, value } = await explained('metric=overdue_share');
    expect(plain(calculation)).toMatch(/^\d+ \/ \d+ = [\d,]+ %$/);
    const [above = NaN, below = NaN] = calculation.split(' = ')[0]?.split(' / ').map(Number) ?? [];
    expect(plain(value)).toBe(`${((above / below) * 100).toFixed(1).replace('.', ',')} %`);
  });

  it('refuses a metric that it does not know, a dimension that the metric lacks and a month beyond the data', async () => {
    await expect(explained('metric=cases')).rejects.toThrow('"metric"');
    await expect(explained('metric=cases_opened&stage=intake')).rejects.toThrow('"stage"');
    await expect(explained('metric=cases_pending&stage=nowhere')).rejects.toThrow('"stage"');
    await expect(explained('metric=cases_opened&from=2027-01')).rejects.toThrow('"from"');
  });

  it('is addressed by the filters of its page and what narrows it', () => {
    expect(explainHref('cases_pending', '?month=2026-08&type=agency,other', { stage: 'intake' })).toBe(
      '/explain?metric=cases_pending&month=2026-08&type=agency,other&stage=intake',
    );
  });
});
