import type { EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts';
import { shortName } from '../format/names.ts';
import { formatCount, formatRatio } from '../format/numbers.ts';
import type { Limits } from '$lib/shape/binomial';
import { placeLabels, type Box } from './label-places';
import { commonOption, escapeHtml, narrowWidth, valueAxis } from './parts.ts';
import type { FunnelPoint, FunnelSpec } from './spec';
import { colours, fontFamily } from './theme.ts';

const labelSize = 12;
const letterWidth = 6.4;
const longestName = 30;

interface Frame extends Box {
  /** The marks of the axis of counts, and the ends of both axes. */
  step: number;
  most: number;
  least: number;
}

/** Rates over numbers of duties: grey dots within the limits of chance, named diamonds beyond the outer ones. */
export function funnelOption(spec: FunnelSpec, width: number): EChartsOption {
  const narrow = width < narrowWidth;
  const frame = frameOf(spec, width);
  return {
    ...commonOption(),
    tooltip: {
      ...commonOption().tooltip,
      trigger: 'item',
      formatter: (params) => tooltip(spec, params),
    },
    grid: {
      left: frame.left,
      right: width - frame.right,
      top: frame.top,
      bottom: spec.height - frame.bottom,
      outerBoundsMode: 'none',
    },
    xAxis: {
      ...valueAxis('count', spec.lang),
      min: 0,
      max: frame.most,
      interval: frame.step,
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: colours.rule } },
      axisTick: { show: false },
      name: spec.words.counted,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { color: colours.second, fontSize: 12, fontFamily },
    },
    yAxis: {
      ...valueAxis('ratio', spec.lang),
      min: frame.least,
      max: 1,
      interval: frame.least < 0.5 ? 0.2 : 0.1,
    },
    series: [dots(spec, frame, narrow), ...curves(spec)],
  };
}

/** What a point is, in words: for the keys, a screen reader and the tooltip. */
export function funnelReading(spec: FunnelSpec, point: FunnelPoint): string {
  const { lang, words } = spec;
  const name = point.name ?? `${formatCount(point.organizations, lang)} ${words.organizations}`;
  return `${name}: ${figures(spec, point)}; ${words.place[point.place]}`;
}

function figures({ lang }: FunnelSpec, { onTime, counted }: FunnelPoint): string {
  const rate = formatRatio(onTime / counted, lang);
  return `${rate} (${formatCount(onTime, lang)}/${formatCount(counted, lang)})`;
}

function frameOf(spec: FunnelSpec, width: number): Frame {
  const most = Math.max(...spec.points.map(({ counted }) => counted), 4);
  const step = stepFor(most);
  const lowest = Math.min(...spec.points.map(({ onTime, counted }) => onTime / counted), 0.9);
  return {
    left: 44,
    right: width - 74,
    top: 12,
    bottom: spec.height - 44,
    step,
    most: Math.ceil((most * 1.01) / step) * step,
    least: Math.max(0, Math.floor(lowest * 10 - 0.3) / 10),
  };
}

/** The distance of the marks of the axis of counts: about four of them. */
function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const times = [1, 2, 5, 10].find((each) => each * power * 5 >= most) ?? 10;
  return Math.max(1, times * power);
}

function isNamed(point: FunnelPoint): boolean {
  return point.name !== null && (point.place === 'below' || point.place === 'above');
}

function dots(spec: FunnelSpec, frame: Frame, narrow: boolean): ScatterSeriesOption {
  const places = narrow ? new Map<number, never>() : labelsOf(spec, frame);
  const largest = Math.max(1, ...spec.points.map((point) => point.organizations));
  return {
    type: 'scatter',
    z: 5,
    data: spec.points.map((point, index) => {
      const place = places.get(index);
      return {
        value: [point.counted, point.onTime / point.counted],
        symbol: point.place === 'below' || point.place === 'above' ? 'diamond' : 'circle',
        symbolSize: sizeOf(point, largest),
        itemStyle: dotStyle(point),
        cursor: spec.links[index] == null ? 'default' : 'pointer',
        label: {
          show: place !== undefined,
          position: place?.side ?? 'right',
          offset: [0, place?.down ?? 0],
          distance: 5,
          formatter: labelOf(point),
          color: colours.ink,
          fontSize: labelSize,
          fontFamily,
          textBorderColor: colours.paper,
          textBorderWidth: 3,
        },
      };
    }),
    emphasis: { scale: 1.3, focus: 'none' },
  };
}

function sizeOf(point: FunnelPoint, largest: number): number {
  if (point.place === 'below' || point.place === 'above')
    return 11 + 6 * Math.sqrt((point.organizations - 1) / largest);
  return largest === 1 ? 7 : 5 + 13 * Math.sqrt((point.organizations - 1) / largest);
}

function dotStyle({ place }: FunnelPoint) {
  if (place === 'below') return { color: colours.late, borderColor: colours.paper, borderWidth: 1 };
  if (place === 'above') return { color: colours.good, borderColor: colours.paper, borderWidth: 1 };
  return { color: colours.third, opacity: 0.5, borderColor: colours.paper, borderWidth: 0.5 };
}

/** The points that matter most stand last, over the others, and choose the place of their label first. */
function labelsOf(spec: FunnelSpec, frame: Frame) {
  const wanted = spec.points.map((point, index) => ({
    index,
    x: frame.left + (point.counted / frame.most) * (frame.right - frame.left),
    y:
      frame.bottom -
      ((point.onTime / point.counted - frame.least) / (1 - frame.least)) * (frame.bottom - frame.top),
    width: labelOf(point).length * letterWidth,
    isNamed: isNamed(point),
  }));
  return placeLabels(wanted.filter((point) => point.isNamed).reverse(), {
    box: frame,
    height: labelSize + 4,
    gap: 7,
  });
}

/** The name in short, cut where it is too long all the same. */
export function labelOf({ name }: FunnelPoint): string {
  const short = shortName(name ?? '');
  return short.length > longestName ? `${short.slice(0, longestName - 1).trimEnd()}…` : short;
}

function curves(spec: FunnelSpec): LineSeriesOption[] {
  const { words, limits } = spec;
  const curve = (name: string, pick: (limit: Limits) => number, style: LineSeriesOption['lineStyle']) =>
    ({
      type: 'line',
      name,
      silent: true,
      symbol: 'none',
      data: limits.map((limit) => [limit.trials, pick(limit)]),
      lineStyle: style ?? {},
      emphasis: { disabled: true },
      tooltip: { show: false },
      clip: true,
      endLabel: {
        show: true,
        formatter: () => name,
        color: colours.second,
        fontSize: 12,
        fontFamily,
        distance: 6,
      },
      labelLayout: { moveOverlap: 'shiftY' },
    }) satisfies LineSeriesOption;
  const solid = { color: colours.third, width: 1.2 };
  const dashed = { color: colours.third, width: 1, type: 'dashed' as const };
  return [
    curve(words.common, () => spec.common, { color: colours.ink, width: 1.2 }),
    curve(words.outer, (limit) => limit.outerLow, solid),
    curve(words.inner, (limit) => limit.innerLow, dashed),
    { ...curve('', (limit) => limit.innerHigh, dashed), endLabel: { show: false } },
    { ...curve('', (limit) => limit.outerHigh, solid), endLabel: { show: false } },
  ];
}

function tooltip(spec: FunnelSpec, params: { dataIndex: number } | readonly { dataIndex: number }[]): string {
  const index = 'dataIndex' in params ? params.dataIndex : (params[0]?.dataIndex ?? 0);
  const point = spec.points[index];
  if (!point) return '';
  const { lang, words } = spec;
  const name = point.name ?? `${formatCount(point.organizations, lang)} ${words.organizations}`;
  return `<b>${escapeHtml(name)}</b><br>${figures(spec, point)}<br>${escapeHtml(words.place[point.place])}`;
}
