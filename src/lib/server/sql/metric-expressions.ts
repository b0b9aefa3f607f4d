import { metrics, sources, type Metric, type Part } from '#warehouse/metrics.ts';
import type { Lang } from '../../i18n/lang.ts';

/** A metric as an expression that a statement can use. */
export interface MetricExpression {
  id: string;
  label: string;
  formula: string;
  expression: string;
  /** The table whose columns it names. */
  table: string;
}

/** Metrics that are sums of one table's columns, or quotients of such: the others need more than an expression. */
export function metricExpressions(lang: Lang): MetricExpression[] {
  return metrics.flatMap((metric) => {
    const table = tableOf(metric);
    if (table === null) return [];
    return {
      id: metric.id,
      label: metric.label[lang],
      formula: metric.formula[lang],
      expression: written(metric),
      table,
    };
  });
}

function tableOf({ kind, numerator, denominator }: Metric): string | null {
  const measures = [...numerator.measures, ...(denominator?.measures ?? [])];
  const [first] = measures;
  const isPlain = measures.every(({ source, over }) => source === first?.source && over !== 'trailing_year');
  return kind !== 'quantile' && first && isPlain ? `marts.${sources[first.source].byMonth}` : null;
}

function written({ numerator, denominator, scale }: Metric): string {
  const above = sum(numerator) + (scale === 1 ? '' : ` * ${scale}`);
  return denominator ? `${above} / nullif(${sum(denominator)}, 0)` : above;
}

function sum({ measures }: Part): string {
  const terms = measures.map(({ column }) => `sum(${column})`).join(' + ');
  return measures.length > 1 ? `(${terms})` : terms;
}
