import type { EChartsType } from 'echarts/core';
import type { ChartSpec } from './spec';

/** Where a click on the month or row of that place leads; null where it leads nowhere. */
export function linkAt(spec: ChartSpec, index: number | undefined): string | null {
  return index === undefined ? null : (spec.links?.[index] ?? null);
}

/** The month or row under a pixel of the chart; undefined beside the drawing, or where the chart has no such axis. */
export function placeUnder(chart: EChartsType, spec: ChartSpec, at: [number, number]): number | undefined {
  if (spec.kind === 'intervals') return rowUnder(chart, spec.rows.length, at[1]);
  if (spec.kind === 'funnel') return pointUnder(chart, spec.points, at);
  if (spec.kind !== 'flow' && spec.kind !== 'lines') return undefined;
  const panes = spec.kind === 'flow' ? [0, 1] : [0];
  if (!panes.some((gridIndex) => chart.containPixel({ gridIndex }, at))) return undefined;
  return within(chart.convertFromPixel({ gridIndex: 0 }, at)[0], spec.months.length);
}

const reach = 12;

/** The nearest point within reach of the pointer. */
function pointUnder(
  chart: EChartsType,
  points: readonly { counted: number; onTime: number }[],
  [x, y]: [number, number],
): number | undefined {
  const distances = points.map(({ counted, onTime }) => {
    const [left = 0, top = 0] = chart.convertToPixel({ gridIndex: 0 }, [counted, onTime / counted]);
    return Math.hypot(left - x, top - y);
  });
  const least = Math.min(...distances);
  return least <= reach ? distances.lastIndexOf(least) : undefined;
}

/** Names and figures beside the drawing belong to their row. */
function rowUnder(chart: EChartsType, count: number, y: number): number | undefined {
  const middle: [number, number] = [chart.getWidth() / 2, y];
  if (!chart.containPixel({ gridIndex: 0 }, middle)) return undefined;
  return within(chart.convertFromPixel({ gridIndex: 0 }, middle)[1], count);
}

function within(place: number | undefined, count: number): number | undefined {
  if (place === undefined || !Number.isFinite(place)) return undefined;
  const index = Math.round(place);
  return index >= 0 && index < count ? index : undefined;
}
