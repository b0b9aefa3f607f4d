import type { BarSeriesOption, EChartsOption } from 'echarts';
import { signalLine, surroundings } from './limits.ts';
import { commonOption, monthAxis, monthTooltip, narrowWidth, valueAxis } from './parts.ts';
import type { ChartSeries, FlowSpec } from './spec';
import { colourOf, colours, fontFamily } from './theme.ts';

/** Stock (lines with the band of ordinary variation) above flows (bars), on one time axis. Width in pixels. */
export function flowOption(spec: FlowSpec, width: number): EChartsOption {
  const narrow = width < narrowWidth;
  const right = narrow ? 24 : 86;
  const all = [...spec.stock, ...spec.flows];
  const top = narrow ? 40 : 20;
  const upper = Math.round((spec.height - top - 72) * 0.5);
  const common = commonOption();
  return {
    ...common,
    legend: [
      { ...legendOf(spec.flows), top: top + upper + 12 },
      { ...legendOf(spec.stock), top: 0, show: narrow },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      ...common.tooltip,
      formatter: (points) => {
        const index = Array.isArray(points) ? (points[0]?.dataIndex ?? 0) : points.dataIndex;
        return monthTooltip(spec, index, all, 'count');
      },
    },
    grid: [
      { left: 38, right, top, height: upper, outerBoundsMode: 'none' },
      { left: 38, right, top: top + upper + 38, bottom: 26, outerBoundsMode: 'none' },
    ],
    xAxis: [
      { ...monthAxis(spec.months, narrow, true), gridIndex: 0 },
      { ...monthAxis(spec.months, narrow), gridIndex: 1 },
    ],
    yAxis: [
      { ...valueAxis('count', spec.lang), gridIndex: 0, splitNumber: 3 },
      { ...valueAxis('count', spec.lang), gridIndex: 1, splitNumber: 3 },
    ],
    series: [
      ...spec.stock.map((series, index) => ({
        ...signalLine(series, 'count', spec.lang, narrow),
        ...(index === 0 ? surroundings({ ...spec, count: spec.months.length }) : {}),
      })),
      ...spec.flows.map(bars),
    ],
  };
}

function legendOf(series: readonly ChartSeries[]) {
  return {
    data: series.map((item) => item.name),
    left: 36,
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 16,
    icon: 'roundRect',
    selectedMode: false,
    textStyle: { fontFamily, fontSize: 12, color: colours.second },
  };
}

function bars(series: ChartSeries): BarSeriesOption {
  return {
    type: 'bar',
    name: series.name,
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: series.values.map((value) => value ?? '-'),
    itemStyle: {
      color: colourOf(series.tone),
      borderColor: colours.volumeMiddle,
      borderWidth: series.tone === 'light' ? 0.75 : 0,
      borderRadius: [1.5, 1.5, 0, 0],
    },
    emphasis: { disabled: true },
    barGap: '12%',
    barCategoryGap: '34%',
  };
}
