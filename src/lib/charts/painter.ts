import type { ChartSpec } from './spec';

/** Draws a chart as the text of an SVG, at a width in pixels. */
export type Painter = (spec: ChartSpec, width: number) => string;

let painter: Painter | undefined;

/** Called once, by the server: keeps ECharts out of the first script that a browser gets. */
export function usePainter(chosen: Painter): void {
  painter = chosen;
}

/** The SVG of a chart on the server; an empty text in the browser, where the server's drawing stands already. */
export function paint(spec: ChartSpec, width: number): string {
  return painter ? painter(spec, width) : '';
}
