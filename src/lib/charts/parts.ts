import type { EChartsOption, LineSeriesOption } from 'echarts';
import { formatChange, formatCount, formatDecimal, formatFigure, formatRatio } from '../format/numbers.ts';
import type { Lang } from '$lib/i18n/lang';
import type { Band } from '$lib/shape/variation';
import type { ChangeMark, ChartSeries } from './spec';
import { colourOf, colours, fontFamily, type Tone } from './theme.ts';

/** `figure`: of a column that nothing is known of. */
export type Unit = 'count' | 'ratio' | 'decimal' | 'figure';

/** Below this width a chart is drawn for a phone: fewer labels, names above the lines. */
export const narrowWidth = 480;

/** What all charts share: type, no animation, a tooltip in the page's own manner. */
export function commonOption(): EChartsOption {
  return {
    animation: false,
    textStyle: { fontFamily, color: colours.second, fontSize: 12 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colours.paper,
      borderColor: colours.rule,
      borderWidth: 1,
      padding: [8, 10],
      extraCssText: 'box-shadow: none; border-radius: 6px;',
      textStyle: { fontFamily, color: colours.ink, fontSize: 12.5 },
      axisPointer: { type: 'line', lineStyle: { color: colours.third, width: 1, type: 'solid' } },
    },
  };
}

/** Text for a tooltip, with everything that HTML would read as markup written out. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A value in its unit. */
export function formatValue(value: number | null, unit: Unit, lang: Lang): string {
  if (unit === 'ratio') return formatRatio(value, lang);
  if (unit === 'figure') return formatFigure(value, lang);
  return formatDecimal(value, lang, unit === 'decimal' && !Number.isInteger(value) ? 1 : 0);
}

/** The tooltip of one month: every series with its value and its change against the month before. */
export function monthTooltip(
  { months, lang }: { months: readonly string[]; lang: Lang },
  index: number,
  series: readonly ChartSeries[],
  unit: Unit,
): string {
  const lines = series.map((item) => {
    const value = item.values[index] ?? null;
    const before = item.values[index - 1] ?? null;
    const change =
      unit === 'count' && value !== null && before !== null
        ? ` <span style="color:${colours.third}">${formatChange(value - before, lang)}</span>`
        : '';
    const swatch = `<i style="display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:6px;background:${colourOf(item.tone)}"></i>`;
    return `<div>${swatch}${escapeHtml(item.name)} <b>${formatValue(value, unit, lang)}</b>${change}</div>`;
  });
  return `<div style="font-weight:600;margin-bottom:2px">${escapeHtml(months[index] ?? '')}</div>${lines.join('')}`;
}

/** Which months carry a label, counted back from the newest, so that the newest always has one. */
export function labelledMonth(count: number, narrow: boolean): (index: number) => boolean {
  const wanted = narrow ? 5 : 9;
  const step = [1, 2, 3, 6, 12, 24].find((months) => count / months <= wanted) ?? 36;
  return (index) => (count - 1 - index) % step === 0;
}

/** The axis of months; `quiet` leaves the labels out (the upper pane of two). */
export function monthAxis(months: readonly string[], narrow: boolean, quiet = false) {
  const labelled = labelledMonth(months.length, narrow);
  return {
    type: 'category' as const,
    data: [...months],
    axisTick: { show: false },
    axisLine: { show: !quiet, lineStyle: { color: colours.rule } },
    axisLabel: {
      show: !quiet,
      color: colours.second,
      fontSize: 12,
      fontFamily,
      interval: (index: number) => labelled(index),
      showMaxLabel: true,
    },
    axisPointer: { label: { show: false } },
  };
}

/** The axis of values: hair lines, no axis line, figures in the language's own style. */
export function valueAxis(unit: Unit, lang: Lang) {
  return {
    type: 'value' as const,
    splitNumber: 4,
    minInterval: unit === 'count' ? 1 : 0,
    axisLabel: {
      color: colours.second,
      fontSize: 12,
      fontFamily,
      formatter: (value: number) =>
        unit === 'ratio'
          ? formatRatio(value, lang, 0)
          : unit === 'figure'
            ? formatFigure(value, lang)
            : formatCount(value, lang),
    },
    splitLine: { lineStyle: { color: colours.rule, width: 1 } },
  };
}

/** A line with its last point marked and, where there is room, its name and last value at its end. */
export function lineSeries(series: ChartSeries, unit: Unit, lang: Lang, narrow: boolean): LineSeriesOption {
  const colour = colourOf(series.tone);
  const last = series.values.length - 1;
  return {
    type: 'line',
    name: series.name,
    data: series.values.map((value, index) => ({
      value: value ?? '-',
      symbol: index === last ? 'circle' : 'none',
      symbolSize: 7,
    })),
    showSymbol: true,
    showAllSymbol: true,
    connectNulls: false,
    lineStyle: { color: colour, width: 2 },
    itemStyle: { color: colour },
    emphasis: { disabled: true },
    endLabel: {
      show: !narrow,
      color: legible(series.tone),
      fontSize: 12,
      fontWeight: 600,
      fontFamily,
      distance: 8,
      lineHeight: 15,
      formatter: () => `${series.name}\n${formatValue(series.values[last] ?? null, unit, lang)}`,
    },
    labelLayout: { moveOverlap: 'shiftY' },
  };
}

/** The colour of a tone as text: pale tones are too faint to read. */
function legible(tone: Tone): string {
  return tone === 'light' || tone === 'middle' ? colours.second : colourOf(tone);
}

/** The band of ordinary variation and the dashed marks, hung on the first line of a pane. */
export function annotations(band: Band | null, marks: readonly ChangeMark[]) {
  return {
    markArea: {
      silent: true,
      itemStyle: { color: colours.band },
      data: band
        ? [[{ yAxis: band.low }, { yAxis: band.high }] as [{ yAxis: number }, { yAxis: number }]]
        : [],
    },
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: colours.third, type: 'dashed' as const, width: 1 },
      label: { color: colours.second, fontSize: 12, fontFamily, position: 'end' as const, distance: 3 },
      data: marks.map((mark, index) => ({
        xAxis: mark.index,
        label: { formatter: () => String(index + 1) },
      })),
    },
  };
}
