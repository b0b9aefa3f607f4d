import { formatDate, monthInWords } from '$lib/format/dates';
import { formatCount, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { crossTable, type CrossTable } from '$lib/shape/cross';
import type { HeatmapData } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { dateOf, stockMetric, type HeatPanel, type StockMeasure } from './age-panel';
import { ask, thisMonth, type PageContext } from './context';
import { countCell, fixedScale, stepLabels } from './heat-parts';
import { hrefWith } from './choice';
import type { Labelled } from './labels';
import { sourceLine } from './panel';

/** Cases by case type and stage at the end of the page's month. */
export async function stagePanel(page: PageContext, measure: StockMeasure): Promise<HeatPanel> {
  const { say, codes } = page;
  const metric = stockMetric[measure];
  const [rows, bounds] = await Promise.all([
    ask(page, metric, ['case_type', 'stage'], thisMonth(page)),
    fixedScale(page, 'case_by_stage'),
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
      title: findingOf(page, cross, measure),
      description: say.backlog.stageDescription(
        say.backlog.measure[measure],
        formatDate(dateOf(page), page.lang),
      ),
      source: sourceLine(page),
      note: say.backlog.steps,
      table: tableOf(page, cross, sides),
      drawn: false,
    },
    heatmap: heatmapOf(page, cross, { ...sides, bounds }),
  };
}

interface Sides {
  caption: string;
  types: Labelled[];
  stages: { key: string; label: string }[];
}

function heatmapOf(
  page: PageContext,
  cross: CrossTable<MetricRow>,
  { caption, types, stages, bounds }: Sides & { bounds: readonly number[] },
): HeatmapData {
  const { say, lang } = page;
  return {
    caption,
    corner: say.words.case,
    columns: stages,
    groups: [
      {
        label: null,
        rows: types.map(({ code, label }) => ({
          key: code,
          label,
          href: hrefWith(page.params, 'case', code),
          cells: stages.map(({ key }) => countCell(page, cross.cell(code, key), bounds)),
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

function findingOf(page: PageContext, cross: CrossTable<MetricRow>, measure: StockMeasure): string {
  const { backlog } = page.say;
  if (cross.total === 0) return backlog.empty[measure];
  const [first] = cross.columnKeys.toSorted((a, b) => cross.columnTotal(b) - cross.columnTotal(a));
  if (first === undefined || first === 'unknown') {
    return backlog.stageUnknown(monthInWords(page.filters.month, page.lang));
  }
  const count = cross.columnTotal(first);
  const share = formatRatio(count / cross.total, page.lang, 0);
  return backlog.stageTop(counted(count, page.lang), page.codes.label('stage', first), share);
}
