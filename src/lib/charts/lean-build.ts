import type { Plugin } from 'vite';

const nothing = 'export default {};';
const noClass = 'export default class {}';
const functions = (...names: string[]) => names.map((name) => `export function ${name}() {}`).join('\n');

/**
 * Parts of ECharts 6.1 that its core brings along and no chart of the pages uses, by what stands for them in the
 * browser's copy: a tenth of the library. A chart that needs one of them takes its line out.
 */
const unused: Readonly<Record<string, string>> = {
  // Another language, another theme, options of version 2.
  'echarts/lib/i18n/langZH': `export { default } from './langEN.js';`,
  'echarts/lib/theme/dark': nothing,
  'echarts/lib/preprocessor/helper/compatStyle': 'export default function () {}',
  // Axes of time and of logarithms; sums over data sets.
  'echarts/lib/scale/Time': `${noClass}\n${functions('calcNiceForTimeScale')}`,
  'echarts/lib/scale/Log': noClass,
  'echarts/lib/data/helper/transform': functions('registerExternalTransform', 'applyDataTransform'),
  // Patterns in areas, lines from slices to their labels, slices with round corners, thousands of points.
  'echarts/lib/util/decal': functions('createOrUpdatePatternFromDecal'),
  'echarts/lib/label/labelGuideHelper': functions(
    'setLabelLineStyle',
    'getLabelLineStatesModels',
    'limitTurnAngle',
    'limitSurfaceAngle',
    'updateLabelLinePoints',
  ),
  'zrender/lib/graphic/helper/roundSector': functions('buildPath'),
  'echarts/lib/chart/helper/LargeSymbolDraw': noClass,
  // Animations by style sheet, tooltips drawn on a canvas.
  'zrender/lib/svg/cssAnimation': functions('createCSSAnimation'),
  'echarts/lib/component/tooltip/TooltipRichContent': noClass,
};

/** Leaves what no chart uses out of the browser's ECharts; a server that draws loads the library whole. */
export const leanECharts: Plugin = {
  name: 'lean-echarts',
  apply: 'build',
  load(id, options) {
    const part = /\/((?:echarts|zrender)\/lib\/.+)\.js$/.exec(id)?.[1];
    return options?.ssr || part === undefined ? null : (unused[part] ?? null);
  },
};
