import type { BarSeriesOption, EChartsOption } from 'echarts';
import { commonOption, formatValue, monthTooltip, narrowWidth, valueAxis } from './parts.ts';
import type { BarsSpec, ChartSeries } from './spec';
import { colourOf, colours, fontFamily } from './theme.ts';

const longestName = 26;

/** Level bars, one group a name from above, with the figure at the end of each where there is one series. Width in pixels. */
export function barsOption(spec: BarsSpec, width: number): EChartsOption {
  const narrow = width < narrowWidth;
  const hasSeveral = spec.series.length > 1;
  const common = commonOption();
  return {
    ...common,
    legend: {
      show: hasSeveral,
      top: 0,
      left: 0,
      itemWidth: 10,
      itemHeight: 10,
      icon: 'roundRect',
      selectedMode: false,
      textStyle: { fontFamily, fontSize: 12, color: colours.second },
    },
    tooltip: {
      ...common.tooltip,
      axisPointer: { type: 'none' },
      formatter: (points) => {
        const index = Array.isArray(points) ? (points[0]?.dataIndex ?? 0) : points.dataIndex;
        return monthTooltip(spec, index, spec.series, spec.unit);
      },
    },
    grid: {
      left: narrow ? 112 : 190,
      right: hasSeveral ? 24 : 70,
      top: hasSeveral ? 30 : 6,
      bottom: 24,
      outerBoundsMode: 'none',
    },
    xAxis: { ...valueAxis(spec.unit, spec.lang), splitNumber: narrow ? 2 : 4 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...spec.months],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.rule } },
      axisLabel: {
        color: colours.ink,
        fontSize: 12,
        fontFamily,
        interval: 0,
        formatter: (name: string) => shortened(name, narrow ? longestName / 2 : longestName),
      },
    },
    series: spec.series.map((series) => bars(series, spec, !hasSeveral)),
  };
}

function bars(series: ChartSeries, { unit, lang }: BarsSpec, isLabelled: boolean): BarSeriesOption {
  return {
    type: 'bar',
    name: series.name,
    data: series.values.map((value) => value ?? '-'),
    itemStyle: {
      color: colourOf(series.tone),
      borderColor: colours.volumeMiddle,
      borderWidth: series.tone === 'light' ? 0.75 : 0,
    },
    label: {
      show: isLabelled,
      position: 'right',
      color: colours.ink,
      fontSize: 12,
      fontFamily,
      formatter: ({ dataIndex }) => formatValue(series.values[dataIndex] ?? null, unit, lang),
    },
    emphasis: { disabled: true },
    barMaxWidth: 22,
    barGap: '10%',
    barCategoryGap: '28%',
  };
}

function shortened(name: string, length: number): string {
  return name.length > length ? `${name.slice(0, length - 1)}…` : name;
}
