import { Resvg } from '@resvg/resvg-js';
import type { ChartSpec } from '../../charts/spec.ts';
import { paintSvg } from '../pages/paint.ts';
import { fontFile, faces } from './fonts.ts';

/** Width of the text of a page, in CSS pixels of 96 to the inch: 165 mm. */
export const printWidth = 624;
const dotsPerInch = 300;
const pixelsPerInch = 96;

/** The colours of the pages as greys, far enough from each other for a black-and-white printer. */
const greys: Record<string, string> = {
  ink: '#000000',
  second: '#262626',
  third: '#595959',
  rule: '#bfbfbf',
  paper: '#ffffff',
  ground: '#ffffff',
  volume: '#000000',
  'volume-middle': '#595959',
  'volume-light': '#e0e0e0',
  good: '#404040',
  late: '#000000',
  band: '#eeeeee',
};
const dashed = 'stroke="#000000" stroke-dasharray="5 3"';

/**
 * A chart for paper: greys, the serif of the document, and the late line dashed, so that no colour is needed to tell
 * the lines apart. The same chart gives the same text.
 */
export function printSvg(spec: ChartSpec, width = printWidth): string {
  return paintSvg(spec, width)
    .replaceAll('stroke="var(--late)"', dashed)
    .replace(/var\(--([a-z-]+)\)/g, (_, name: string) => greys[name] ?? '#000000')
    .replace(/font-family:[^;"]*/g, 'font-family:Tinos')
    .replace(/zr\d+-/g, 'chart-');
}

/** A chart as a PNG of 300 dots to the inch, drawn with the bundled type only. */
export function printPng(spec: ChartSpec, width = printWidth): Buffer {
  const drawn = new Resvg(printSvg(spec, width), {
    background: '#ffffff',
    fitTo: { mode: 'width', value: Math.round((width * dotsPerInch) / pixelsPerInch) },
    font: { loadSystemFonts: false, fontFiles: faces.map(fontFile), defaultFontFamily: 'Tinos' },
  });
  return drawn.render().asPng();
}
