import { init } from './engine';
import { readingOf } from './reading';
import { chartOption } from './option';
import type { ChartSpec } from './spec';

/** A chart that answers to pointer and keys. */
export interface LiveChart {
  show(spec: ChartSpec): void;
  /** Moves by an arrow key, Home or End; what stands there in words, or undefined when the key is none of them. */
  step(key: string): string | undefined;
  leave(): void;
  stop(): void;
}

/** Draws the chart inside the element, anew whenever the element's size changes. */
export function startChart(element: HTMLElement, first: ChartSpec): LiveChart {
  const chart = init(element, null, { renderer: 'svg' });
  let spec = first;
  let at: number | undefined;
  // The meeting mode gives a chart more height than it asks for.
  const draw = () => {
    const { clientWidth: width, clientHeight: height } = element;
    chart.setOption(chartOption({ ...spec, height: height || spec.height }, width), { notMerge: true });
    element.querySelector('svg')?.setAttribute('viewBox', `0 0 ${width} ${height}`);
  };
  const watch = new ResizeObserver(() => {
    if (element.clientWidth === chart.getWidth() && element.clientHeight === chart.getHeight()) return;
    chart.resize();
    draw();
  });
  draw();
  watch.observe(element);
  return {
    show(next) {
      spec = next;
      at = undefined;
      chart.resize();
      draw();
    },
    step(key) {
      const next = placeAfter(key, at, lengthOf(spec));
      if (next === undefined) return undefined;
      at = next;
      chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: next });
      return readingOf(spec, next);
    },
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

function lengthOf(spec: ChartSpec): number {
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
