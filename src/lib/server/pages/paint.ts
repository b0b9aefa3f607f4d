import { init, setPlatformAPI } from '../../charts/engine.ts';
import { chartOption } from '../../charts/option.ts';
import type { ChartSpec } from '$lib/charts/spec';
import { fontFamily } from '../../charts/theme.ts';
import { measureText } from './measure.ts';

setPlatformAPI({ measureText });

const kept = new Map<string, string>();
const most = 400;

/**
 * The SVG of a chart, drawn without a DOM. Drawings are kept by their whole content but links, so a new published version
 * can never show an old one; the oldest leave when there are more than 400.
 */
export function paintSvg(spec: ChartSpec, width: number): string {
  const key = `${width} ${JSON.stringify({ ...spec, links: [] })}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const drawn = draw(spec, width);
  const oldest = kept.keys().next().value;
  if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
  kept.set(key, drawn);
  return drawn;
}

/** The same within a page: without what its letters and its language have anyway, and what no screen can show. */
export function paintForPage(spec: ChartSpec, width: number): string {
  return paintSvg(spec, width).replaceAll(needlessInPage, '').replaceAll(thinnest, '$1');
}

const needlessInPage = new RegExp(
  `font-family:${fontFamily};| (pointer-events="visible"|version="1.1"|baseProfile="full"|xmlns(:xlink)?="[^"]*")`,
  'g',
);
const thinnest = /(?<=stroke-width="\d*)(\.\d{4})\d+/g;

function draw(spec: ChartSpec, width: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: spec.height });
  try {
    chart.setOption(chartOption(spec, width));
    return plain(chart.renderToSVGString({ useViewBox: true }));
  } finally {
    chart.dispose();
  }
}

/**
 * ECharts writes a style sheet of `:hover` rules into what it draws, and on each shape what of the data it shows. The
 * policy of the pages forbids style sheets in their text, and a drawing that the live chart replaces needs neither.
 */
function plain(svg: string): string {
  return svg
    .replace(/<style ?>.*?<\/style>\s*/gs, '')
    .replaceAll(/ class="zr\d+-cls-\d+"| ecmeta_\w+="[^"]*"/g, '');
}
