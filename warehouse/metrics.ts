import { caseload, type CaseloadId } from './metrics/caseload.ts';
import { structure, type StructureId } from './metrics/structure.ts';
import { timeliness, type TimelinessId } from './metrics/timeliness.ts';
import type { Dimension, Metric as AnyMetric, Part, Unit, Words } from './metrics/types.ts';

export { sources } from './metrics/sources.ts';
export type { Dimension, Kind, Measure, Part, Source, SourceTable, Unit, Words } from './metrics/types.ts';

export type MetricId = CaseloadId | TimelinessId | StructureId;
export type Metric = AnyMetric<MetricId>;

/** Every metric, in the order in which readers see them. */
export const metrics: readonly Metric[] = [...caseload, ...timeliness, ...structure];

export const metricIds: readonly MetricId[] = metrics.map((metric) => metric.id);

const byId: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.id, metric]));

/** The metric of that name, or undefined. */
export function findMetric(id: string): Metric | undefined {
  return byId.get(id);
}

/** The metric of a known name. */
export function metricOf(id: MetricId): Metric {
  const metric = byId.get(id);
  if (!metric) throw new Error(`The catalogue lacks ${id}.`);
  return metric;
}

/** Whether a metric is a share: a ratio of a part to its whole, which never leaves 0-1. */
export function isShare(metric: Metric): boolean {
  return metric.unit === 'ratio' && metric.id !== 'clearance_rate';
}

/** A part as an expression over columns: `sum(x)`, `sum(x at t)`, `sum(x of 12 months) / 12`. */
export function expressionOf(part: Part): string {
  const terms = part.measures.map(({ source, column, over }) => {
    const when = { flow: '', stock: ' at t', trailing_year: ' of 12 months' }[over];
    return `sum(${source}.${column}${when})`;
  });
  return terms.join(' + ') + (part.divideBy ? ` / ${part.divideBy}` : '');
}

/** Tables of the schema marts that a metric is counted from. */
export function tablesOf(metric: Metric): string[] {
  const measures = [
    ...metric.numerator.measures,
    ...(metric.denominator?.measures ?? []),
    ...(metric.detail ? [metric.detail] : []),
  ];
  return [...new Set(measures.map(({ source }) => `marts.agg_${source}_by_month`))];
}

/** What a reader may know of a part: in words and as an expression. */
export interface PublishedPart extends Words {
  expression: string;
}

/** A metric as the API and the table meta.metrics give it. */
export interface PublishedMetric {
  id: MetricId;
  labels: Words;
  unit: Unit;
  kind: Metric['kind'];
  formula: Words;
  numerator: PublishedPart;
  denominator: PublishedPart | null;
  scale: number;
  tables: string[];
  dimensions: readonly Dimension[];
  rule: Words;
  disclosure: Metric['disclosure'];
  better: Metric['better'];
}

/** The catalogue for readers, one entry a metric. */
export function publishedMetrics(): PublishedMetric[] {
  return metrics.map((metric) => ({
    id: metric.id,
    labels: metric.label,
    unit: metric.unit,
    kind: metric.kind,
    formula: metric.formula,
    numerator: publishedPart(metric.numerator, metric),
    denominator: metric.denominator && publishedPart(metric.denominator),
    scale: metric.scale,
    tables: tablesOf(metric),
    dimensions: metric.dimensions,
    rule: metric.rule,
    disclosure: metric.disclosure,
    better: metric.better,
  }));
}

function publishedPart(part: Part, metric?: Metric): PublishedPart {
  const expression =
    metric?.quantile === undefined
      ? expressionOf(part)
      : `quantile_cont(conclusion_days.workdays, ${metric.quantile}), each value case_count times`;
  return { ...part.words, expression };
}
