import { init, setPlatformAPI } from '$lib/charts/engine';
import { chartOption } from '$lib/charts/option';
import type { ChartSpec } from '$lib/charts/spec';
import { measureText } from './measure';

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

function draw(spec: ChartSpec, width: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: spec.height });
  try {
    chart.setOption(chartOption(spec, width));
    return chart.renderToSVGString({ useViewBox: true });
  } finally {
    chart.dispose();
  }
}
