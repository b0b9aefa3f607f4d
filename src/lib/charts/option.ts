import type { EChartsOption } from 'echarts';
import { barsOption } from './bars.ts';
import { flowOption } from './flow.ts';
import { funnelOption } from './funnel.ts';
import { intervalsOption } from './intervals.ts';
import { linesOption } from './lines.ts';
import type { ChartSpec } from './spec';

/** The ECharts option of any chart of the pages, for a width in pixels. Pure: the same in server and browser. */
export function chartOption(spec: ChartSpec, width: number): EChartsOption {
  switch (spec.kind) {
    case 'flow':
      return flowOption(spec, width);
    case 'lines':
      return linesOption(spec, width);
    case 'bars':
      return barsOption(spec, width);
    case 'intervals':
      return intervalsOption(spec, width);
    case 'funnel':
      return funnelOption(spec, width);
  }
}
