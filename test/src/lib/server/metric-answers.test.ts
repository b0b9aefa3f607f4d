import { describe, expect, it } from 'vitest';
import { answerMetric, metricRows } from '../../../../src/lib/server/metrics';
import { both, cells, newest, one, ownOctober, version } from './october';

ownOctober();

describe('cells without a figure', () => {
  it('keeps the counts of a ratio whose denominator is zero', async () => {
    expect(await one({ metric: 'compliance_rate', from: '2026-12', to: '2026-12' })).toEqual({
      value: null,
      numerator: 0,
      denominator: 0,
      reason: 'zero_denominator',
    });
    const rows = await metricRows(version, { ...newest, metric: 'clearance_rate', by: ['case_type'] });
    expect(rows.at(-1)).toEqual({
      case_type: 'petition',
      value: null,
      numerator: 2,
      denominator: 0,
      reason: 'zero_denominator',
    });
  });

  it('has no members before the first snapshot and no cases before the first case', async () => {
    const period = { by: ['month' as const], from: '2026-07', to: '2026-08' };
    expect(
      (await metricRows(version, { ...newest, ...period, metric: 'members' })).map((row) => row.reason),
    ).toEqual(['not_applicable', null]);
    const before = { by: ['month' as const], from: '2025-09', to: '2025-10' };
    expect(await cells({ metric: 'cases_opened', ...before })).toEqual([
      ['2025-09-01', null],
      ['2025-10-01', 5],
    ]);
  });

  it('names the organisations that sent nothing and have nothing counted', async () => {
    const rows = await metricRows(version, {
      ...newest,
      ...both,
      metric: 'cases_opened',
      by: ['month', 'organization', 'organization_type'],
      filters: { organization_level: ['grassroots_cell', 'grassroots_committee'] },
    });
    const unreported = { value: null, numerator: null, denominator: null, reason: 'not_reported' };
    expect(rows.at(-1)).toEqual({
      month: '2026-10-01',
      organization: 'E',
      organization_type: 'agency',
      ...unreported,
    });
    expect(rows.filter((row) => row.reason !== null)).toHaveLength(1);
    expect(rows.find((row) => row.organization === 'D')?.value).toBe(2);
  });

  it.each([
    [{ parent: ['U'] }, 0],
    [{ organization: ['U'] }, 0],
    [{ organization: ['P'] }, 1],
    [{ organization_type: ['other'] }, 0],
    [{ case_type: ['petition'] }, 1],
  ])('looks for them within the filters %j', async (filters, count) => {
    for (const basis of ['as_reported', 'current'] as const) {
      const request = {
        ...newest,
        metric: 'cases_opened' as const,
        by: ['month' as const, 'organization' as const],
      };
      const rows = await metricRows(version, { ...request, basis, filters });
      expect(rows.filter((row) => row.reason === 'not_reported')).toHaveLength(count);
    }
  });
});

describe('the columns of an answer', () => {
  it('come in the order of by, typed, with the reasons of empty cells', async () => {
    expect(
      await answerMetric(version, { ...newest, metric: 'clearance_rate', by: ['case_type', 'month'] }),
    ).toEqual({
      metric: 'clearance_rate',
      unit: 'ratio',
      version: '2026-10-31.001',
      as_of: '2026-10-31',
      basis: 'as_reported',
      disclosure: 'full',
      columns: [
        { name: 'case_type', type: 'VARCHAR' },
        { name: 'month', type: 'DATE' },
        { name: 'value', type: 'DOUBLE' },
        { name: 'numerator', type: 'BIGINT' },
        { name: 'denominator', type: 'BIGINT' },
      ],
      data: [
        ['admission_check', 'petition'],
        ['2026-10-01', '2026-10-01'],
        [2 / 5, null],
        [2, 2],
        [5, 0],
      ],
      empty: [[1, 2, 'zero_denominator']],
    });
  });

  it('list no reason for what a count never has', async () => {
    const answer = await answerMetric(version, { ...newest, metric: 'cases_opened' });
    expect(answer.columns.map(({ type }) => type)).toEqual(['BIGINT', 'BIGINT', 'BIGINT']);
    expect([answer.data, answer.empty]).toEqual([[[5], [null], [null]], []]);
  });

  it('give one reason to each missing figure of a metric that does not exist yet', async () => {
    const answer = await answerMetric(version, {
      ...newest,
      metric: 'months_of_work',
      from: '2026-08',
      to: '2026-08',
    });
    expect(answer.empty).toEqual([
      [0, 0, 'not_applicable'],
      [0, 1, 'not_applicable'],
      [0, 2, 'not_applicable'],
    ]);
  });
});

describe('questions that cannot be answered', () => {
  it('refuses a dimension that the metric lacks, naming those it has', async () => {
    const request = { ...newest, metric: 'members' as const };
    await expect(metricRows(version, { ...request, by: ['case_type'] })).rejects.toMatchObject({
      parameter: 'by',
      allowed: ['month', 'organization_type', 'organization_level', 'organization', 'parent'],
    });
    await expect(metricRows(version, { ...request, filters: { stage: ['intake'] } })).rejects.toMatchObject({
      parameter: 'stage',
    });
  });

  it('refuses more than 100,000 cells', async () => {
    const request = { ...newest, metric: 'cases_opened' as const, by: ['month' as const] };
    await expect(metricRows(version, { ...request, from: '0001-01', to: '2084-04' })).resolves.toHaveLength(
      25_000,
    );
    await expect(metricRows(version, { ...request, from: '0001-01', to: '2084-05' })).rejects.toMatchObject({
      parameter: 'by',
    });
  });
});
