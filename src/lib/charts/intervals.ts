import type { BarSeriesOption, EChartsOption, ScatterSeriesOption } from 'echarts';
import { formatCount, formatRatio } from '../format/numbers.ts';
import { commonOption, escapeHtml, narrowWidth, valueAxis } from './parts.ts';
import type { IntervalRow, IntervalsSpec } from './spec';
import { colourOf, colours, fontFamily } from './theme.ts';

/** Rates as dots with their 95 % intervals and last year's hollow dots, rate and counts at the right. */
export function intervalsOption(spec: IntervalsSpec, width: number): EChartsOption {
  const narrow = width < narrowWidth;
  const names = spec.rows.map((row) => row.name);
  const least = lowestShown(spec.rows);
  return {
    ...commonOption(),
    tooltip: {
      ...commonOption().tooltip,
      axisPointer: { type: 'none' },
      formatter: (points) => tooltip(spec, points),
    },
    grid: {
      left: narrow ? 24 : 182,
      right: 130,
      top: spec.target ? 22 : 8,
      bottom: 26,
      outerBoundsMode: 'none',
    },
    xAxis: {
      ...valueAxis('ratio', spec.lang),
      min: least,
      max: 1,
      interval: least < 0.5 ? 0.2 : 0.1,
      axisLine: { show: false },
    },
    yAxis: [
      { ...nameAxis(names), axisLabel: narrow ? nameAbove : nameAtLeft },
      { ...nameAxis(names), position: 'right', axisLabel: figures(spec) },
    ],
    series: [
      bar('from', spec.rows, (row) => row.interval?.low ?? null, false),
      bar('to', spec.rows, (row) => (row.interval ? row.interval.high - row.interval.low : null), true),
      ...dots(spec),
    ].map((series) => ('stack' in series ? series : { ...series, z: 5 })),
  };
}

/** The left end of the scale: the ten per cent below the lowest bound, never above one half; grey rows may leave it. */
function lowestShown(rows: readonly IntervalRow[]): number {
  const bounds = rows
    .filter((row) => row.tone !== 'quiet')
    .flatMap((row) => [row.interval?.low, row.before ?? undefined])
    .filter((bound) => bound !== undefined);
  return Math.min(0.5, Math.floor(Math.min(1, ...bounds) * 10) / 10);
}

const nameAtLeft = {
  color: colours.ink,
  fontSize: 12,
  fontFamily,
  width: 172,
  overflow: 'break' as const,
  lineHeight: 14,
};
const nameAbove = {
  color: colours.ink,
  fontSize: 12,
  fontFamily,
  inside: true,
  align: 'left' as const,
  verticalAlign: 'bottom' as const,
  padding: [0, 0, 14, -24],
  lineHeight: 14,
};

function nameAxis(names: string[]) {
  return {
    type: 'category' as const,
    data: names,
    inverse: true,
    axisTick: { show: false },
    axisLine: { show: false },
  };
}

function figures(spec: IntervalsSpec) {
  return {
    fontFamily,
    margin: 10,
    lineHeight: 15,
    formatter: (_: string, index: number) => {
      const row = spec.rows[index];
      if (!row) return '';
      const count = `${formatCount(row.numerator, spec.lang)}/${formatCount(row.denominator, spec.lang)}`;
      if (row.rate === null) return '{count|–}';
      const changes = (row.changes ?? []).map(({ text, side }) => `{${side ?? 'count'}|${text}}`);
      return [`{rate|${formatRatio(row.rate, spec.lang)}} {count|${count}}`, ...changes].join('\n');
    },
    rich: {
      rate: { fontWeight: 600, fontSize: 12.5, color: colours.ink, fontFamily },
      count: { fontSize: 12, color: colours.third, fontFamily },
      up: { fontSize: 12, fontWeight: 600, color: colours.good, fontFamily },
      down: { fontSize: 12, fontWeight: 600, color: colours.late, fontFamily },
    },
  };
}

function bar(
  name: string,
  rows: readonly IntervalRow[],
  length: (row: IntervalRow) => number | null,
  visible: boolean,
): BarSeriesOption {
  return {
    type: 'bar',
    name,
    stack: 'interval',
    stackStrategy: 'all',
    silent: true,
    barWidth: 7,
    emphasis: { disabled: true },
    data: rows.map((row) => ({
      value: length(row) ?? '-',
      itemStyle: visible
        ? { color: colourOf(row.tone), opacity: 0.32, borderRadius: 4 }
        : { color: 'transparent' },
    })),
  };
}

function dots(spec: IntervalsSpec): ScatterSeriesOption[] {
  const target = spec.target;
  return [
    {
      type: 'scatter',
      name: spec.beforeName,
      symbolSize: 9,
      data: spec.rows.map((row, index) => [row.before ?? '-', index]),
      itemStyle: { color: colours.paper, borderColor: colours.third, borderWidth: 1.5 },
    },
    {
      type: 'scatter',
      name: spec.nowName,
      symbolSize: 11,
      data: spec.rows.map((row, index) => ({
        value: [row.rate ?? '-', index],
        itemStyle: { color: colourOf(row.tone) },
      })),
      ...(target
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: colours.ink, type: 'dashed' as const, width: 1 },
              label: {
                position: 'start' as const,
                formatter: () => target.label,
                color: colours.second,
                fontSize: 12,
                fontFamily,
              },
              data: [{ xAxis: target.ratio }],
            },
          }
        : {}),
    },
  ];
}

function tooltip(
  spec: IntervalsSpec,
  points: { dataIndex: number } | readonly { dataIndex: number }[],
): string {
  const index = 'dataIndex' in points ? points.dataIndex : (points[0]?.dataIndex ?? 0);
  const row = spec.rows[index];
  if (!row) return '';
  const bounds = row.interval
    ? `${formatRatio(row.interval.low, spec.lang)} – ${formatRatio(row.interval.high, spec.lang)}`
    : '–';
  return [
    `<b>${escapeHtml(row.name)}</b>`,
    `${escapeHtml(spec.nowName)}: <b>${formatRatio(row.rate, spec.lang)}</b> (${formatCount(row.numerator, spec.lang)}/${formatCount(row.denominator, spec.lang)})`,
    `95 %: ${bounds}`,
    `${escapeHtml(spec.beforeName)}: ${formatRatio(row.before, spec.lang)}`,
  ].join('<br>');
}
