import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '$lib/server/pages/context';
import { reaches, targetOf, type Scope } from '$lib/server/pages/targets';
import { Warehouse } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const dataDir = newDataDir();
const older = newDataDir();
let warehouse: Warehouse;
let before: Warehouse;

beforeAll(async () => {
  await publish(
    dataDir,
    '2026-10-31.001',
    `create table meta.targets as
     select metric_id, organization_type, duty_type, case_type, target_value::decimal(12, 4) as target_value,
       valid_from::date as valid_from, valid_to::date as valid_to, source
     from (values
       ('compliance_rate', null, null, null, 0.9, null, '2026-09-15', 'cũ'),
       ('compliance_rate', null, null, null, 0.955, '2026-09-16', null, 'mới'),
       ('compliance_rate', 'agency', null, null, 0.97, null, null, 'cơ quan'),
       ('compliance_rate', null, 'annual_plan', null, 1, null, null, 'kế hoạch'),
       ('cases_overdue', null, null, 'petition', 3, null, null, null)
     ) as rows(metric_id, organization_type, duty_type, case_type, target_value, valid_from, valid_to, source)`,
  );
  await publish(older, '2026-10-31.001');
  warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
  before = new Warehouse({ dataDir: older, now: Date.now, warn: () => undefined });
});

afterAll(() => [dataDir, older].forEach(removeDataDir));

async function compliance(search = '', within: Scope = {}): Promise<string | undefined> {
  const page = await openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);
  return (await targetOf(page, 'compliance_rate', within))?.source;
}

describe('the target of a figure', () => {
  it('is the one in force on the last day of the month that is looked at', async () => {
    expect([
      await compliance(),
      await compliance('month=2026-09'),
      await compliance('month=2026-08'),
    ]).toEqual(['mới', 'mới', 'cũ']);
  });

  it('is the narrowest that holds the part: duties before organisation types', async () => {
    expect(await compliance('', { organization_type: 'agency' })).toBe('cơ quan');
    expect(await compliance('', { organization_type: 'other' })).toBe('mới');
    expect(await compliance('', { organization_type: 'agency', duty_type: 'annual_plan' })).toBe('kế hoạch');
  });

  it('is that of the one type to which the page is filtered, not of several', async () => {
    expect(await compliance('type=agency')).toBe('cơ quan');
    expect(await compliance('type=agency,other')).toBe('mới');
  });

  it('is written in the unit of the metric, with when it began', async () => {
    const page = await openContext(
      await warehouse.live(),
      new URLSearchParams('case=petition'),
      () => undefined,
    );
    expect(await targetOf(page, 'compliance_rate')).toEqual({
      value: 0.955,
      text: '95,5\u00a0%',
      label: 'mục tiêu 95,5\u00a0%',
      source: 'mới',
      since: '2026-09',
    });
    expect(await targetOf(page, 'cases_overdue')).toMatchObject({
      value: 3,
      label: 'mục tiêu 3',
      source: '',
      since: null,
    });
    expect(await targetOf(page, 'cases_pending')).toBeNull();
  });

  it('is reached from the better side', async () => {
    const target = { value: 3, text: '', label: '', source: '', since: null };
    expect([2, 3, 4].map((value) => reaches('cases_overdue', value, target))).toEqual([true, true, false]);
    expect([2, 3, 4].map((value) => reaches('compliance_rate', value, target))).toEqual([false, true, true]);
    expect([reaches('cases_opened', 2, target), reaches('cases_overdue', null, target)]).toEqual([
      null,
      null,
    ]);
  });

  it('is none in a version that was published before there were targets', async () => {
    const page = await openContext(await before.live(), new URLSearchParams(), () => undefined);
    expect(await targetOf(page, 'compliance_rate')).toBeNull();
  });
});
