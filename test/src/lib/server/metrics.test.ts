import { describe, expect, it } from 'vitest';
import { metricRows } from '../../../../src/lib/server/metrics';
import { both, cells, newest, one, ownOctober, version } from './october';

ownOctober();

describe('each metric of October, and of September and October together', () => {
  it.each([
    ['cases_opened', 5, 18],
    ['cases_closed', 4, 8],
    ['cases_pending', 10, 10],
    ['cases_overdue', 5, 5],
    ['overdue_share', 5 / 10, 5 / 10],
    ['on_time_rate', 1 / 7, 3 / 10],
    ['clearance_rate', 4 / 5, 8 / 18],
    ['months_of_work', 10 / (13 / 12), 10 / (13 / 12)],
    ['cases_opened_per_100_members', 5, 18],
    ['first_pass_rate', 3 / 4, 7 / 8],
    ['conclusion_before_decision_rate', 3 / 4, 4 / 6],
    ['external_share', 16 / 60, 20 / 80],
    ['days_to_conclusion_median', 3, 3],
    ['days_to_conclusion_p80', 10.4, 8],
    ['days_to_conclusion_p90', 20, 20],
    ['duties_due', 2, 9],
    ['duties_overdue', 0, 2],
    ['compliance_rate', 2 / 2, 4 / 7],
    ['unknown_share', 0 / 2, 2 / 9],
    ['members', 100, 100],
    ['organizations', 6, 6],
  ] as const)('%s is %d, and %d', async (metric, october, together) => {
    expect((await one({ metric }))?.value).toBeCloseTo(october, 12);
    expect((await one({ metric, ...both }))?.value).toBeCloseTo(together, 12);
  });
});

describe('dimensions', () => {
  it('splits by month and type, sorted, and leaves out what was not counted', async () => {
    expect(await cells({ metric: 'cases_opened', by: ['month', 'organization_type'], ...both })).toEqual([
      ['2026-09-01', 'agency', 7],
      ['2026-09-01', 'private_enterprise', 4],
      ['2026-09-01', 'public_service_unit', 2],
      ['2026-10-01', 'agency', 3],
      ['2026-10-01', 'other', 2],
    ]);
  });

  it('gives the figures of merged organisations to the newest one in basis current', async () => {
    const request = { metric: 'cases_opened', by: ['organization_type'], ...both } as const;
    expect(await cells({ ...request, by: ['organization_type'] })).toEqual([
      ['agency', 10],
      ['other', 2],
      ['private_enterprise', 4],
      ['public_service_unit', 2],
    ]);
    expect(await cells({ ...request, by: ['organization_type'], basis: 'current' })).toEqual([
      ['agency', 10],
      ['other', 6],
      ['public_service_unit', 2],
    ]);
  });

  it('gives each organisation its own rows only', async () => {
    const request = { metric: 'cases_opened' as const, by: ['organization' as const], ...both };
    expect(await cells(request)).toEqual([
      ['A', 9],
      ['B', 4],
      ['C', 2],
      ['D', 2],
      ['E', 1],
    ]);
    expect(await cells({ ...request, basis: 'current' })).toEqual([
      ['A', 9],
      ['C', 6],
      ['D', 2],
      ['E', 1],
    ]);
  });

  it('sums the children of a parent, as it was in each month or as it is now', async () => {
    const september = {
      metric: 'cases_opened' as const,
      by: ['parent' as const],
      from: '2026-09',
      to: '2026-09',
    };
    expect(await cells(september)).toEqual([
      ['P', 3],
      ['U', 10],
    ]);
    expect(await cells({ ...september, basis: 'current' })).toEqual([
      ['P', 1],
      ['U', 12],
    ]);
  });

  it('splits by level, with and without organisations', async () => {
    const september = { metric: 'cases_opened' as const, from: '2026-09', to: '2026-09' };
    const levels = [
      ['grassroots_cell', 11],
      ['grassroots_committee', 2],
    ];
    expect(await cells({ ...september, by: ['organization_level'] })).toEqual(levels);
    expect(
      await cells({ ...september, by: ['organization_level'], filters: { organization: ['P'] } }),
    ).toEqual(levels);
  });

  it('keeps a missing type as a null and sorts it last', async () => {
    expect(await cells({ metric: 'organizations', by: ['organization_type', 'organization_level'] })).toEqual(
      [
        ['agency', 'grassroots_cell', 2],
        ['other', 'grassroots_cell', 1],
        ['public_service_unit', 'grassroots_committee', 1],
        [null, 'province_committee', 1],
        [null, 'upper_committee', 1],
      ],
    );
  });

  it('splits stocks by stage and age band', async () => {
    expect(await cells({ metric: 'cases_pending', by: ['stage'] })).toEqual([
      ['appraisal', 7],
      ['verification', 3],
    ]);
    expect(await cells({ metric: 'cases_overdue', by: ['age_band'], ...both })).toEqual([
      ['16-30', 3],
      ['over 90', 2],
    ]);
    const unknown = { stage: ['unknown'] };
    expect(
      await cells({ metric: 'cases_pending', from: '2026-09', to: '2026-09', filters: unknown }),
    ).toEqual([[2]]);
    expect(await cells({ metric: 'cases_pending', by: ['stage', 'organization'], basis: 'current' })).toEqual(
      [
        ['appraisal', 'A', 3],
        ['appraisal', 'C', 4],
        ['verification', 'A', 3],
      ],
    );
  });

  it('sees all members in each case type', async () => {
    const rows = await metricRows(version, {
      ...newest,
      ...both,
      metric: 'cases_opened_per_100_members',
      by: ['case_type'],
    });
    expect(rows).toEqual([
      { case_type: 'admission_check', value: 16, numerator: 16, denominator: 100, reason: null },
      { case_type: 'petition', value: 2, numerator: 2, denominator: 100, reason: null },
    ]);
  });

  it('counts the duties of a type by the month in which they are due, later ones included', async () => {
    const request = { metric: 'duties_due' as const, from: '2026-09', to: '2026-12' };
    expect(await cells({ ...request, by: ['month'] })).toEqual([
      ['2026-09-01', 7],
      ['2026-10-01', 2],
      ['2026-11-01', 0],
      ['2026-12-01', 2],
    ]);
    expect(await cells({ ...request, by: ['duty_type'], filters: { duty_type: ['annual_plan'] } })).toEqual([
      ['annual_plan', 8],
    ]);
  });

  it('carries the year before a month into its months of work', async () => {
    expect(await cells({ metric: 'months_of_work', by: ['month'], from: '2026-07', to: '2026-10' })).toEqual([
      ['2026-07-01', null],
      ['2026-08-01', null],
      ['2026-09-01', 12],
      ['2026-10-01', 10 / (13 / 12)],
    ]);
    expect(await cells({ metric: 'months_of_work', by: ['organization'] })).toEqual([
      ['A', 6 / (8 / 12)],
      ['B', 0],
      ['C', 4 / (1 / 12)],
      ['D', 0],
      ['E', 0],
    ]);
  });

  it('pools quantiles over the organisations and months that are asked together', async () => {
    const request = { metric: 'days_to_conclusion_median' as const, by: ['month' as const], ...both };
    const rows = await metricRows(version, { ...newest, ...request });
    expect(rows).toEqual([
      { month: '2026-09-01', value: null, numerator: null, denominator: 1, reason: 'not_applicable' },
      { month: '2026-10-01', value: 3, numerator: null, denominator: 10, reason: null },
    ]);
  });

  it.each([0.5, 0.8, 0.9])('agrees with quantile_cont at %d', async (level) => {
    const metric = (
      {
        0.5: 'days_to_conclusion_median',
        0.8: 'days_to_conclusion_p80',
        0.9: 'days_to_conclusion_p90',
      } as const
    )[level];
    const [expected] = await version.all(
      `select quantile_cont(workdays, ${level}) as days
      from marts.agg_conclusion_days_by_month, range(case_count)`,
    );
    expect(metric && (await one({ metric, ...both }))?.value).toBeCloseTo(Number(expected?.days), 12);
  });
});

describe('filters', () => {
  it('takes an organisation with all below it, by the structure of each month', async () => {
    const request = { metric: 'cases_closed' as const, by: ['month' as const], ...both };
    expect(await cells({ ...request, filters: { organization: ['U'] } })).toEqual([
      ['2026-09-01', 3],
      ['2026-10-01', 4],
    ]);
    const opened = { ...request, metric: 'cases_opened' as const, filters: { organization: ['U'] } };
    expect(await cells(opened)).toEqual([
      ['2026-09-01', 10],
      ['2026-10-01', 5],
    ]);
    expect(await cells({ ...opened, basis: 'current' })).toEqual([
      ['2026-09-01', 12],
      ['2026-10-01', 5],
    ]);
  });

  it('counts nothing twice when organisations lie in each other', async () => {
    const filters = { organization: ['P', 'U', 'A'] };
    expect(await cells({ metric: 'cases_opened', ...both, filters })).toEqual([[18]]);
  });

  it('filters by parent, level, type and case type together', async () => {
    expect(await cells({ metric: 'cases_opened', ...both, filters: { parent: ['U'] } })).toEqual([[15]]);
    const filters = {
      parent: ['U'],
      organization_level: ['grassroots_cell'],
      organization_type: ['agency', 'private_enterprise'],
      case_type: ['admission_check'],
    };
    expect(await cells({ metric: 'cases_opened', ...both, filters })).toEqual([[13]]);
    expect(await cells({ metric: 'cases_opened', ...both, filters, basis: 'current' })).toEqual([[9]]);
  });

  it('has nothing of an organisation that merged in basis current', async () => {
    const filters = { organization: ['B'] };
    expect(await cells({ metric: 'cases_opened', ...both, filters })).toEqual([[4]]);
    expect(await cells({ metric: 'cases_opened', ...both, filters, basis: 'current' })).toEqual([[0]]);
  });
});
