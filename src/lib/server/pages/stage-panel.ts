import { formatDate, monthInWords } from '$lib/format/dates';
import { formatCount, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { crossTable, type CrossTable } from '$lib/shape/cross';
import type { HeatmapData } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { largestOf } from '$lib/shape/most';
import { dateOf, stockMetric, type HeatPanel, type StockMeasure } from './age-panel';
import type { PageContext } from './context';
import { countCell, emptyCell } from './heat-parts';
import { existenceIn, type Existence } from './heat/existence';
import { linksToPair } from './heat/links';
import { monthOfPicks, pickedRows, type Pick } from './heat/picks';
import { fixedScale, stepLabels } from './heat/scale';
import type { Labelled } from './labels';
import { metricsShown, sourceLine } from './panel';

const pair = ['case_type', 'stage'] as const;

/** Cases by case type and stage at the end of the page's month, or of what a reader has picked. */
export async function stagePanel(
  page: PageContext,
  measure: StockMeasure,
  picks: readonly Pick[] = [],
): Promise<HeatPanel> {
  const { say, codes } = page;
  const metric = stockMetric[measure];
  const month = monthOfPicks(page, picks);
  const period = { from: month, to: month };
  const [rows, bounds, exists] = await Promise.all([
    pickedRows(page, metric, { by: [...pair], period, picks }),
    fixedScale(page, { rows: pair[0], columns: pair[1], measure }),
    existenceIn(page, period),
  ]);
  const cross = crossTable(rows, 'case_type', 'stage');
  const chosen = page.filters.case;
  const sides: Sides = {
    caption: say.backlog.stageTable(say.backlog.measure[measure]),
    types: codes.list('case_type').filter(({ code }) => chosen.length === 0 || chosen.includes(code)),
    stages: codes
      .list('stage')
      .filter(({ code }) => code !== 'closed' && (code !== 'unknown' || cross.columnKeys.includes(code)))
      .map(({ code, label }) => ({ key: code, label })),
  };
  return {
    frame: {
      page: 'backlog',
      id: 'stage',
      title: findingOf(page, cross, { measure, month }),
      description: say.backlog.stageDescription(
        say.backlog.measure[measure],
        formatDate(dateOf(page, month), page.lang),
      ),
      source: sourceLine(page, picks.map(({ label }) => label).join(', ')),
      metrics: metricsShown(page, metric),
      note: say.backlog.steps,
      table: tableOf(page, cross, sides),
      drawn: false,
    },
    heatmap: heatmapOf(page, cross, { ...sides, bounds, exists, month, measure }),
  };
}

interface Sides {
  caption: string;
  types: Labelled[];
  stages: { key: string; label: string }[];
}

interface Drawn extends Sides {
  bounds: readonly number[];
  exists: Existence;
  month: string;
  measure: StockMeasure;
}

function heatmapOf(
  page: PageContext,
  cross: CrossTable<MetricRow>,
  { caption, types, stages, bounds, exists, month, measure }: Drawn,
): HeatmapData {
  const { say, lang } = page;
  const empty = types.filter(({ code }) => cross.rowTotal(code) === 0);
  const isFolded = empty.length > 1 && empty.length < types.length;
  const shown = isFolded ? types.filter((type) => !empty.includes(type)) : types;
  const cellOf = (code: string, stage: string) => {
    const why = cross.cell(code, stage) ? null : exists('stage', stage, month);
    return why === null ? countCell(page, cross.cell(code, stage), bounds) : emptyCell(why);
  };
  return {
    caption,
    corner: say.words.case,
    columns: stages,
    groups: [
      {
        label: null,
        rows: shown.map(({ code, label }) => ({
          key: code,
          label,
          cells: stages.map(({ key }) => cellOf(code, key)),
          sum: cross.rowTotal(code),
          total: formatCount(cross.rowTotal(code), lang),
        })),
      },
    ],
    totals: {
      label: say.words.total,
      columns: stages.map(({ key }) => formatCount(cross.columnTotal(key), lang)),
      all: formatCount(cross.total, lang),
    },
    palette: 'count',
    steps: stepLabels(page, bounds),
    unit: say.heat.unit[measure],
    links: linksToPair(page, pair),
    ...(isFolded
      ? { folded: say.heat.fold(empty.map(({ label }) => label).join('; '), say.backlog.of[measure]) }
      : {}),
  };
}

function tableOf(
  { say }: PageContext,
  cross: CrossTable<MetricRow>,
  { caption, types, stages }: Sides,
): TableData {
  const counts = [...stages.map((stage) => stage.label), say.words.total];
  return {
    caption,
    columns: [
      { label: say.words.case, kind: 'text' },
      ...counts.map((label) => ({ label, kind: 'count' as const })),
    ],
    rows: types.map(({ code, label }) => [
      label,
      ...stages.map(({ key }) => cross.cell(code, key)?.value ?? 0),
      cross.rowTotal(code),
    ]),
  };
}

function findingOf(
  page: PageContext,
  cross: CrossTable<MetricRow>,
  { measure, month }: { measure: StockMeasure; month: string },
): string {
  const { backlog } = page.say;
  if (cross.total === 0) return backlog.empty[measure];
  const [first, second, ...others] = largestOf(cross.columnKeys, cross.columnTotal);
  if (first === undefined || [first, second, ...others].includes('unknown')) {
    return backlog.stageUnknown(monthInWords(month, page.lang));
  }
  const total = cross.columnTotal(first);
  const [count, share] = [counted(total, page.lang), formatRatio(total / cross.total, page.lang, 0)];
  const name = (stage: string) => page.codes.label('stage', stage);
  if (second === undefined) return backlog.stageTop(count, name(first), share);
  if (others.length === 0) return backlog.stageTied(count, [name(first), name(second)], share);
  return backlog.stageMany(count, counted(others.length + 2, page.lang));
}
