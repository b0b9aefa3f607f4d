import { describe, expect, it } from 'vitest';
import {
  expressionOf,
  findMetric,
  metricIds,
  metricOf,
  metrics,
  publishedMetrics,
  sources,
} from '#warehouse/metrics.ts';

describe('the catalogue', () => {
  it('has each metric once', () => {
    expect([...metricIds].sort()).toEqual(
      [
        'cases_opened',
        'cases_closed',
        'cases_pending',
        'cases_overdue',
        'overdue_share',
        'on_time_rate',
        'clearance_rate',
        'months_of_work',
        'days_to_conclusion_median',
        'days_to_conclusion_p80',
        'days_to_conclusion_p90',
        'external_share',
        'duties_due',
        'duties_overdue',
        'compliance_rate',
        'unknown_share',
        'members',
        'organizations',
        'cases_opened_per_100_members',
        'first_pass_rate',
        'conclusion_before_decision_rate',
      ].sort(),
    );
  });

  it.each(metrics.map((metric) => [metric.id, metric] as const))(
    'explains %s in both languages',
    (_, metric) => {
      const texts = [metric.label, metric.formula, metric.rule, metric.numerator.words];
      for (const { vi, en } of [...texts, ...(metric.denominator ? [metric.denominator.words] : [])]) {
        expect(vi.length).toBeGreaterThan(3);
        expect(en.length).toBeGreaterThan(3);
        expect(vi).not.toBe(en);
      }
    },
  );

  it.each(metrics.map((metric) => [metric.id, metric] as const))(
    'splits %s by what the tables of its numerator have',
    (_, metric) => {
      const counted = metric.detail ?? metric.numerator.measures[0];
      expect(counted && sources[counted.source].dimensions).toEqual(metric.dimensions);
    },
  );

  it('gives a denominator to ratios and quantiles, none to counts', () => {
    const kinds = metrics.map(({ kind, denominator }) => [kind, denominator !== null]);
    expect(new Set(kinds.map(String))).toEqual(
      new Set(['flow,false', 'stock,false', 'ratio,true', 'quantile,true']),
    );
  });

  it('writes formulas over columns', () => {
    const work = metricOf('months_of_work').denominator;
    const onTime = metricOf('on_time_rate').denominator;
    expect(work && expressionOf(work)).toBe('sum(case_flow.closed_count of 12 months) / 12');
    expect(onTime && expressionOf(onTime)).toBe(
      'sum(case_flow.closed_with_due_count) + sum(case_flow.overdue_end_count at t)',
    );
  });

  it('finds a metric by its name only', () => {
    expect(findMetric('members')?.unit).toBe('member');
    expect(findMetric('toString')).toBeUndefined();
  });

  it('is published whole', () => {
    const published = publishedMetrics();
    expect(published.map(({ id }) => id)).toEqual(metricIds);
    expect(published.find(({ id }) => id === 'cases_pending')).toMatchObject({
      labels: { vi: 'Hồ sơ đang xử lý', en: 'Cases pending' },
      unit: 'case',
      denominator: null,
      tables: ['marts.agg_case_flow_by_month', 'marts.agg_backlog_by_month'],
    });
    expect(published.find(({ id }) => id === 'days_to_conclusion_p80')?.numerator.expression).toContain(
      '0.8',
    );
  });
});
