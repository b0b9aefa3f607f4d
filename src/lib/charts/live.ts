import type { EChartsOption } from 'echarts';
import { init } from './engine';
import { kept } from '$lib/shape/kept';
import { readingOf } from './reading';
import { chartOption } from './option';
import { escapeHtml } from './parts';
import { linkAt, placeUnder } from './pointing';
import type { ChartSpec } from './spec';
import { colours } from './theme';

/** A chart that answers to pointer and keys. */
export interface LiveChart {
  show(spec: ChartSpec): void;
  /** Draws it as wide as on a laptop and as high as it asks for; null: as large as its element again. */
  onPaper(width: number | null): void;
  /** Moves by an arrow key, Home or End; what stands there in words, or undefined when the key is none of them. */
  step(key: string): string | undefined;
  /** Where the place that the keys stand at leads; null where nowhere. */
  link(): string | null;
  leave(): void;
  stop(): void;
}

/** What the page does when the pointer points at places that lead somewhere. */
export interface Pointing {
  /** What a click does, in words, below the figures of the place. */
  hint: string;
  /** The pointer stands at a place with this link, or at none. */
  over: (href: string | null) => void;
  follow: (href: string, inNewTab: boolean) => void;
}

/**
 * Draws the chart inside the element, anew whenever the element's size changes, or what is to be drawn: where the places
 * lead is read when they are pointed at.
 */
export function startChart(element: HTMLElement, first: ChartSpec, pointing: Pointing): LiveChart {
  const chart = init(element, null, { renderer: 'svg' });
  const surface = chart.getZr();
  let spec = first;
  let drawing = drawingOf(first);
  let size = sizeOf(element);
  let at: number | undefined;
  const fits = () => size.width === surface.getWidth() && size.height === surface.getHeight();
  // The meeting mode gives a chart more height than it asks for.
  const draw = () => {
    const { width, height } = size;
    // The surface alone: a chart that takes another size draws what was there before once more.
    if (!fits()) surface.resize({ width, height });
    const option = chartOption({ ...spec, height: height || spec.height }, width);
    chart.setOption(
      hinting(option, () => spec, pointing.hint),
      { notMerge: true },
    );
    element.querySelector('svg')?.setAttribute('viewBox', `0 0 ${width} ${height}`);
  };
  const take = (next: typeof size) => {
    size = next;
    if (!fits()) draw();
  };
  const watch = new ResizeObserver(() => take(sizeOf(element)));
  draw();
  point(chart, () => spec, pointing);
  watch.observe(element);
  return {
    show(next) {
      const before = drawing;
      drawing = kept(before, drawingOf(next));
      spec = next;
      if (drawing === before) return;
      at = undefined;
      // Asked for in the middle of a change, a size has the page laid out once more.
      if (drawing.height !== before.height) size = sizeOf(element);
      draw();
    },
    onPaper: (width) => take(width === null ? sizeOf(element) : { width, height: spec.height }),
    step(key) {
      const next = placeAfter(key, at, lengthOf(spec));
      if (next === undefined) return undefined;
      at = next;
      chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: next });
      return readingOf(spec, next);
    },
    link: () => linkAt(spec, at),
    leave() {
      at = undefined;
      chart.dispatchAction({ type: 'hideTip' });
    },
    stop() {
      watch.disconnect();
      chart.dispose();
    },
  };
}

/**
 * Lets the whole column of a month, or the whole row, take the click: lines and dots are too small to hit. A finger
 * reads by the first tap and follows by the second on the same place.
 */
function point(chart: ReturnType<typeof init>, spec: () => ChartSpec, { over, follow }: Pointing): void {
  const surface = chart.getZr();
  const linkUnder = (x: number, y: number) => linkAt(spec(), placeUnder(chart, spec(), [x, y]));
  let tapped: string | null = null;
  surface.on('mousemove', ({ offsetX, offsetY }) => {
    const href = linkUnder(offsetX, offsetY);
    if (href !== null) surface.setCursorStyle('pointer');
    over(href);
  });
  surface.on('globalout', () => over(null));
  surface.on('click', ({ offsetX, offsetY, event }) => {
    const href = linkUnder(offsetX, offsetY);
    const isFirstTap = isByFinger(event) && href !== tapped;
    tapped = href;
    if (href !== null && !isFirstTap) follow(href, event.ctrlKey || event.metaKey || event.shiftKey);
  });
}

function isByFinger(event: object): boolean {
  return !(event instanceof MouseEvent) || (event instanceof PointerEvent && event.pointerType === 'touch');
}

/** The tooltip with a last line that says what a click does, where it does something. */
function hinting(option: EChartsOption, spec: () => ChartSpec, hint: string): EChartsOption {
  const tooltip = Array.isArray(option.tooltip) ? undefined : option.tooltip;
  const write = tooltip?.formatter;
  if (!tooltip || typeof write !== 'function' || hint === '') return option;
  const line = `<div style="margin-top:3px;color:${colours.third}">${escapeHtml(hint)}</div>`;
  return {
    ...option,
    tooltip: {
      ...tooltip,
      formatter: (points: Parameters<typeof write>[0], ticket: string) => {
        const text = write(points, ticket);
        const [first] = Array.isArray(points) ? points : [points];
        return typeof text === 'string' && linkAt(spec(), first?.dataIndex) !== null ? text + line : text;
      },
    },
  };
}

const sizeOf = ({ clientWidth: width, clientHeight: height }: HTMLElement) => ({ width, height });

/** What is drawn of a chart. */
const drawingOf = (spec: ChartSpec): ChartSpec => ({ ...spec, links: [] });

function lengthOf(spec: ChartSpec): number {
  if (spec.kind === 'funnel') return spec.points.length;
  return spec.kind === 'intervals' ? spec.rows.length : spec.months.length;
}

function placeAfter(key: string, at: number | undefined, length: number): number | undefined {
  const last = length - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return at === undefined ? last : Math.max(0, at - 1);
  if (key === 'ArrowRight' || key === 'ArrowDown') return at === undefined ? last : Math.min(last, at + 1);
  return undefined;
}
