import type { LineSeriesOption } from 'echarts';
import type { Band } from '$lib/shape/variation';
import { annotations, lineSeries, type Unit } from './parts.ts';
import type { ChangeMark, ChartSeries, TargetLine } from './spec';
import { colours } from './theme.ts';
import type { Lang } from '$lib/i18n/lang';

/** What a line is drawn with besides itself. */
export interface Around {
  band: Band | null;
  marks: readonly ChangeMark[];
  target?: TargetLine | null | undefined;
  /** How many months there are. */
  count: number;
}

/** A line whose signals are squares: hollow within the line, filled at its end. */
export function signalLine(series: ChartSeries, unit: Unit, lang: Lang, narrow: boolean): LineSeriesOption {
  const line = lineSeries(series, unit, lang, narrow);
  const last = series.values.length - 1;
  const signals = new Set(series.signals);
  const colour = line.lineStyle?.color;
  return {
    ...line,
    data: series.values.map((value, index) => {
      const isSignal = signals.has(index);
      return {
        value: value ?? '-',
        symbol: isSignal ? 'rect' : index === last ? 'circle' : 'none',
        symbolSize: isSignal && index !== last ? 6 : 7,
        ...(isSignal && index !== last
          ? { itemStyle: { color: colours.paper, borderColor: colour, borderWidth: 1.5 } }
          : {}),
      };
    }),
  };
}

/**
 * Limits (from the month on that they are reckoned from), dashed upright marks and the target, hung on the first line
 * of a pane.
 */
export function surroundings({ band, marks, target, count }: Around) {
  const { markArea, markLine } = annotations(band, marks);
  const from = band?.from ?? 0;
  return {
    markArea: {
      ...markArea,
      data:
        band && from > 0
          ? [
              [
                { xAxis: from, yAxis: band.low },
                { xAxis: count - 1, yAxis: band.high },
              ] as [{ xAxis: number; yAxis: number }, { xAxis: number; yAxis: number }],
            ]
          : markArea.data,
    },
    markLine: target ? { ...markLine, data: [...markLine.data, targetLine(target, count)] } : markLine,
  };
}

const targetStyle = { color: colours.ink, type: 'dashed' as const, width: 1 };

function targetLine(target: TargetLine, count: number) {
  return [
    {
      coord: [target.from, target.value],
      symbol: 'none',
      lineStyle: targetStyle,
      label: { show: false },
    },
    { coord: [count - 1, target.value], symbol: 'none' },
  ] satisfies [object, object];
}

/** No line, only the name of a target for the legend: beside its line it would stand on the others. */
export function targetKey({ label }: TargetLine): LineSeriesOption {
  return { type: 'line', name: label, data: [], symbol: 'none', lineStyle: targetStyle };
}
