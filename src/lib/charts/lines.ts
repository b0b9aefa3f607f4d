import type { EChartsOption } from 'echarts';
import { signalLine, surroundings, targetKey } from './limits.ts';
import { commonOption, monthAxis, monthTooltip, narrowWidth, valueAxis } from './parts.ts';
import type { LinesSpec } from './spec';
import { colours, fontFamily } from './theme.ts';

/** Lines over months, named at their ends; on a phone a legend stands above, and that of a target always. Width in pixels. */
export function linesOption(spec: LinesSpec, width: number): EChartsOption {
  const narrow = width < narrowWidth;
  const { target } = spec;
  const common = commonOption();
  return {
    ...common,
    legend: {
      data: [
        ...(narrow && spec.series.length > 1 ? spec.series.map(({ name }) => ({ name, icon: 'rect' })) : []),
        ...(target ? [{ name: target.label, itemStyle: { opacity: 0 } }] : []),
      ],
      top: 0,
      left: 40,
      itemWidth: target ? 20 : 12,
      itemHeight: 3,
      selectedMode: false,
      textStyle: { fontFamily, fontSize: 12, color: colours.second },
    },
    tooltip: {
      ...common.tooltip,
      formatter: (points) => {
        const index = Array.isArray(points) ? (points[0]?.dataIndex ?? 0) : points.dataIndex;
        return monthTooltip(spec, index, spec.series, spec.unit);
      },
    },
    grid: {
      left: 46,
      right: narrow ? 24 : 96,
      top: narrow || target ? 30 : 20,
      bottom: 26,
      outerBoundsMode: 'none',
    },
    xAxis: { ...monthAxis(spec.months, narrow), boundaryGap: false },
    yAxis: {
      ...valueAxis(spec.unit, spec.lang),
      ...(spec.unit === 'ratio' ? { min: 0, max: 1, interval: 0.25 } : {}),
    },
    series: [
      ...spec.series.map((series, index) => ({
        ...signalLine(series, spec.unit, spec.lang, narrow),
        ...(index === 0 ? surroundings({ ...spec, count: spec.months.length }) : {}),
      })),
      ...(target ? [targetKey(target)] : []),
    ],
  };
}
