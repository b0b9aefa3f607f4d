import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { briefings as say } from '../../../../../src/lib/i18n/sentences/vi/briefings.ts';
import { differenceLines } from '../../../../../src/lib/server/briefing/difference-words.ts';
import {
  differencesBetween,
  reasonsBetween,
  type Told,
} from '../../../../../src/lib/server/briefing/differences.ts';
import { codeBook } from '../../../../../src/lib/server/pages/labels.ts';
import type { Warehouse } from '../../../../../src/lib/server/warehouse.ts';
import { publish } from '../support.ts';
import { furnished, openWorld } from './world.ts';

const october: Told = {
  month: '2026-10',
  span: 'month',
  disclosure: 'full',
  version: '2026-10-31.001',
  program: '1+a',
  figures: {
    'cases_opened/petition/now': 2,
    'cases_opened/petition/before': 3,
    'cases_opened/all/year': 18,
    'on_time_rate/all/now': 0.5,
    'duties_due/annual_plan/now': 2,
    'cases_opened/all/term': 40,
  },
};
const again: Told = {
  ...october,
  version: '2026-10-31.003',
  figures: { ...october.figures, 'cases_opened/petition/now': 4, 'on_time_rate/all/now': 0.25 },
};
/** What a version says of its changes since the one before. */
const changed = (compared: string, cause: string, month: string) => `
  insert into meta.changes by name
  select 'version_before' as compared_with, '${compared}' as compared_version, date '${month}-01' as month,
    'cases_opened' as metric_id, 2 as value_before, 4 as value_after, '${cause}' as cause, 2 as change`;

let world: Awaited<ReturnType<typeof openWorld>>;
let warehouse: Warehouse;

beforeAll(async () => {
  // As of the version compared with, the published table has a column more than the small one.
  const wide = `${furnished} alter table meta.changes add column compared_as_of date;`.replace(
    'create table meta.metrics as select',
    "create table meta.metrics as select 'Cases opened' as label_en,",
  );
  world = await openWorld(wide);
  const [late, rules] = [
    changed('2026-10-31.001', 'late_arrivals', '2026-10'),
    changed('2026-10-31.002', 'rules', '2026-09'),
  ];
  await publish(world.dataDir, '2026-10-31.002', `${wide} ${late}`);
  await publish(world.dataDir, '2026-10-31.003', `${wide} ${rules}`);
  warehouse = world.open();
});
afterAll(() => world.close());

const reasons = (from: string, to: string) =>
  reasonsBetween({ from, to }, { names: warehouse.versions(), open: (id) => warehouse.named(id) });

describe('what two briefings tell otherwise', () => {
  it('are the figures of the same metric, subject and months', () => {
    expect(differencesBetween(october, again)).toEqual([
      {
        metric: 'cases_opened',
        subject: 'petition',
        months: { from: '2026-10', to: '2026-10' },
        then: 2,
        now: 4,
      },
      {
        metric: 'on_time_rate',
        subject: 'all',
        months: { from: '2026-10', to: '2026-10' },
        then: 0.5,
        now: 0.25,
      },
    ]);
    expect(differencesBetween(october, october)).toEqual([]);
  });

  it('compares a month with what the next briefing says of it, and nothing with another month', () => {
    const november: Told = {
      ...october,
      month: '2026-11',
      figures: {
        'cases_opened/petition/now': 9,
        'cases_opened/petition/before': 5,
        'cases_opened/all/term': 41,
      },
    };
    expect(differencesBetween(october, november)).toEqual([
      {
        metric: 'cases_opened',
        subject: 'petition',
        months: { from: '2026-10', to: '2026-10' },
        then: 2,
        now: 5,
      },
    ]);
  });
});

describe('a figure that only one profile hides', () => {
  const limited: Told = { ...october, figures: { ...again.figures, 'cases_opened/petition/now': null } };

  it('is no difference, while one that a later version lacks is', () => {
    const now: Told = { ...limited, disclosure: 'restricted' };
    expect(differencesBetween(october, now).map(({ metric }) => metric)).toEqual(['on_time_rate']);
    expect(differencesBetween(october, limited).map(({ metric }) => metric)).toEqual([
      'cases_opened',
      'on_time_rate',
    ]);
  });
});

describe('the reasons', () => {
  it('are gathered from every version in between, for the months of the figure', async () => {
    const found = await reasons('2026-10-31.001', '2026-10-31.003');
    expect(found.isComplete).toBe(true);
    expect(found.of('cases_opened', { from: '2026-10', to: '2026-10' })).toEqual(['late_arrivals']);
    expect(found.of('cases_opened', { from: '2026-01', to: '2026-10' })).toEqual(['late_arrivals', 'rules']);
    expect(found.of('cases_closed', { from: '2026-10', to: '2026-10' })).toEqual([]);
    expect(
      (await reasons('2026-10-31.002', '2026-10-31.003')).of('cases_opened', {
        from: '2026-10',
        to: '2026-10',
      }),
    ).toEqual([]);
  });

  it('are not complete when a version is gone', async () => {
    expect((await reasons('2026-09-30.001', '2026-10-31.003')).isComplete).toBe(false);
  });

  it('stand with names, times and values in words', async () => {
    const codes = await codeBook(await warehouse.live(), 'vi');
    const told = { then: october, now: again, reasons: await reasons('2026-10-31.001', '2026-10-31.003') };
    const lines = differenceLines(differencesBetween(october, again), told, { lang: 'vi', say, codes });
    expect(lines.map((line) => Object.values(line).join(' | ').replaceAll('\u00a0', ' '))).toEqual([
      'Hồ sơ tiếp nhận: đơn thư | 10/2026 | 2 | 4 | hồ sơ báo cáo muộn',
      'Tỷ lệ đúng hạn | 10/2026 | 50,0 % | 25,0 % | bảng thay đổi giữa hai bản không nêu',
    ]);
  });

  it('are kept from readers who may not have them', async () => {
    const codes = await codeBook(await warehouse.live(), 'vi');
    const told = { then: october, now: again, reasons: null };
    const [line] = differenceLines(differencesBetween(october, again), told, { lang: 'vi', say, codes });
    expect(line?.reason).toBe('');
  });
});
