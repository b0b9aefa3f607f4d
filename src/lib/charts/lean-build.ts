import type { Plugin } from 'vite';

const nothing = 'export default {};';
const noFunction = 'export default function () {}';
const noClass = 'export default class {}';
const functions = (...names: string[]) => names.map((name) => `export function ${name}() {}`).join('\n');

/**
 * Parts of ECharts 6.1 that its core brings along and no chart of the pages uses, by what stands for them in the
 * browser's copy: an eighth of the library. A chart that needs one of them takes its line out.
 */
const unused: Readonly<Record<string, string>> = {
  // Another language, another theme, a sign of loading, options of versions 2 to 4; all options name their series in a list.
  'echarts/lib/i18n/langZH': `export { default } from './langEN.js';`,
  'echarts/lib/theme/dark': nothing,
  'echarts/lib/preprocessor/backwardCompat': noFunction,
  'echarts/lib/loading/default': noFunction,
  // Axes of time and of logarithms, several axes with ticks at the same height; sums over data sets.
  'echarts/lib/coord/axisAlignTicks': functions('scaleCalcAlign'),
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
  'echarts/lib/label/sectorLabel': functions('createSectorCalculateTextPosition', 'setSectorTextRotation'),
  'echarts/lib/chart/helper/LargeSymbolDraw': noClass,
  'zrender/lib/graphic/IncrementalDisplayable': noClass,
  // Movements: lines that change their shape, animations by style sheet.
  'echarts/lib/chart/line/lineAnimationDiff': noFunction,
  'zrender/lib/svg/cssAnimation': functions('createCSSAnimation'),
  // Tooltips drawn on a canvas, and the text of those that have no writer of their own.
  'echarts/lib/component/tooltip/TooltipRichContent': noClass,
  'echarts/lib/component/tooltip/seriesFormatTooltip': functions('defaultSeriesFormatTooltip'),
  'echarts/lib/component/tooltip/tooltipMarkup': `
    export function createTooltipMarkup(type, markup) { return markup; }
    export function getPaddingFromTooltipModel(model) { return model.get('padding'); }
    export class TooltipMarkupStyleCreator { makeTooltipMarker() { return ''; } }
    ${functions('buildTooltipMarkup', 'retrieveVisualColorForTooltipMarker')}`,
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
