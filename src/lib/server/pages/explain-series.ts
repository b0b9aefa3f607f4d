import type { Metric } from '#warehouse/metrics.ts';
import type { LinesSpec } from '$lib/charts/spec';
import { formatMonth, monthOf, monthRange } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import { monthSeries } from '$lib/shape/series';
import type { TableData } from '$lib/shape/table';
import type { Filters as MetricFilters, MetricRow } from '../metrics.ts';
import { askWithin, windowOf, type PageContext, type Period } from './context';
import { sourceLine, type PanelFrame } from './panel';

/** What a figure is, beyond the page's own filters. */
export interface Subject {
  metric: Metric;
  period: Period;
  within: MetricFilters;
}

export interface SeriesPanel {
  frame: PanelFrame;
  spec: LinesSpec;
  summary: string;
}

/** The metric month by month over the page's window, under the same filters as the figure. */
export async function seriesPanel(page: PageContext, { metric, within }: Subject): Promise<SeriesPanel> {
  const { say, lang } = page;
  const window = windowOf(page, page.filters.months);
  const months = monthRange(window.from, window.to);
  const rows = await askWithin(page, metric.id, { by: ['month'], period: window, within });
  const values = monthSeries(rows, months);
  const labels = months.map((month) => formatMonth(month, lang));
  const unit = kindOf(metric);
  const name = metric.label[lang];
  const title = say.explain.series(name, counted(months.length, lang));
  return {
    frame: {
      page: 'explain',
      id: 'series',
      title,
      description: say.explain.seriesDescription,
      source: sourceLine(page),
      table: seriesTable(page, metric, rows),
      drawn: true,
    },
    spec: {
      kind: 'lines',
      lang,
      height: 220,
      months: labels,
      unit,
      series: [{ name: say.definitions.value, tone: 'volume', values }],
      band: null,
      bandName: '',
      marks: [],
    },
    summary: say.flow.summary(title, labels[0] ?? '', labels.at(-1) ?? ''),
  };
}

/** How values of a metric are written. */
export function kindOf({ unit }: Metric): 'count' | 'ratio' | 'decimal' {
  if (unit === 'ratio') return 'ratio';
  return unit === 'day' || unit === 'month' || unit === 'per_100_members' ? 'decimal' : 'count';
}

function seriesTable({ say, lang }: PageContext, metric: Metric, rows: readonly MetricRow[]): TableData {
  const parts = metric.denominator !== null;
  return {
    caption: metric.label[lang],
    columns: [
      { label: say.words.month, kind: 'month' },
      { label: metric.label[lang], kind: kindOf(metric) },
      ...(parts
        ? ([
            { label: say.definitions.numerator, kind: 'count' },
            { label: say.definitions.denominator, kind: metric.denominator?.divideBy ? 'decimal' : 'count' },
          ] as const)
        : []),
    ],
    rows: [...rows]
      .reverse()
      .map((row) => [
        monthOf(row.month ?? ''),
        row.value,
        ...(parts ? [row.numerator, row.denominator] : []),
      ]),
  };
}
