import { formatDate } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { crossTable, type CrossTable } from '$lib/shape/cross';
import type { HeatmapData } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { hrefWith } from './choice';
import { ask, thisMonth, type PageContext } from './context';
import { absent, countCell, fixedScale, stepLabels } from './heat-parts';
import { sourceLine, type PageName, type PanelFrame } from './panel';

export interface HeatPanel {
  frame: PanelFrame;
  heatmap: HeatmapData;
}

/** The panel with what the page's heading tells of it. */
export interface AgePanel extends HeatPanel {
  total: number;
  oldCount: number;
}

export type StockMeasure = 'pending' | 'overdue';

export const stockMetric = { pending: 'cases_pending', overdue: 'cases_overdue' } as const;

const oldBands = ['61-90', 'over 90'];

/** Cases by organisation type and age at the end of the page's month. */
export async function agePanel(page: PageContext, name: PageName, measure: StockMeasure): Promise<AgePanel> {
  const { say, lang } = page;
  const metric = stockMetric[measure];
  const [rows, bounds, types] = await Promise.all([
    ask(page, metric, ['organization_type', 'age_band'], thisMonth(page)),
    fixedScale(page, 'type_by_age'),
    typesShown(page),
  ]);
  const cross = crossTable(rows, 'organization_type', 'age_band');
  const named = [...types, ...upperType(page, cross)];
  const bands = page.codes.list('age_band').map(({ code }) => ({ key: code, label: bandLabel(page, code) }));
  const date = formatDate(dateOf(page), lang);
  return {
    total: cross.total,
    oldCount: oldIn(cross),
    frame: {
      page: name,
      id: 'age',
      title: findingOf(page, cross, { types: named, measure }),
      description: say.backlog.ageDescription(say.backlog.measure[measure], date),
      source: sourceLine(page),
      note: say.backlog.steps,
      table: tableOf(page, cross, {
        types: named,
        bands,
        caption: say.backlog.ageTable(say.backlog.measure[measure]),
      }),
      drawn: false,
    },
    heatmap: {
      caption: say.backlog.ageTable(say.backlog.measure[measure]),
      corner: say.words.type,
      columns: bands,
      groups: [
        {
          label: null,
          rows: named.map((type) => ({
            key: type.code,
            label: type.label,
            href: type.code === 'null' ? undefined : hrefWith(page.params, 'type', type.code),
            cells: bands.map((band) =>
              type.exists ? countCell(page, cross.cell(type.code, band.key), bounds) : absent,
            ),
            total: type.exists ? formatCount(cross.rowTotal(type.code), lang) : '–',
          })),
        },
      ],
      totals: {
        label: say.words.total,
        columns: bands.map((band) => formatCount(cross.columnTotal(band.key), lang)),
        all: formatCount(cross.total, lang),
      },
      palette: 'count',
      steps: stepLabels(page, bounds),
    },
  };
}

interface ShownType {
  code: string;
  label: string;
  /** Whether an organisation of this type existed in the month. */
  exists: boolean;
}

/** The types that exist or did in the last two years; before the first snapshot all of them. */
async function typesShown(page: PageContext): Promise<ShownType[]> {
  const chosen = page.filters.type;
  const listed = page.codes
    .list('organization_type')
    .filter(({ code }) => chosen.length === 0 || chosen.includes(code));
  const now = await ask(page, 'organizations', ['organization_type'], thisMonth(page));
  const ever = await ask(page, 'organizations', ['month', 'organization_type'], {
    from: page.version.firstSnapshotMonth,
    to: page.version.newestMonth,
  });
  const known = page.filters.month >= page.version.firstSnapshotMonth;
  const inRows = (rows: typeof now, code: string) =>
    rows.some((row) => row.organization_type === code && (row.value ?? 0) > 0);
  return listed
    .filter(({ code }) => inRows(ever, code))
    .map((type) => ({ ...type, exists: !known || inRows(now, type.code) }));
}

/** Committees above the grassroots have no type: a row of their own, where they hold cases. */
function upperType(page: PageContext, cross: CrossTable<MetricRow>): ShownType[] {
  if (!cross.rowKeys.includes('null')) return [];
  return [{ code: 'null', label: page.say.words.upper, exists: true }];
}

function oldIn(cross: CrossTable<MetricRow>): number {
  return oldBands.reduce((sum, band) => sum + cross.columnTotal(band), 0);
}

function findingOf(
  page: PageContext,
  cross: CrossTable<MetricRow>,
  { types, measure }: { types: readonly ShownType[]; measure: StockMeasure },
): string {
  const { backlog } = page.say;
  if (cross.total === 0) return backlog.empty[measure];
  const old = (type: string) => oldBands.reduce((sum, band) => sum + (cross.cell(type, band)?.value ?? 0), 0);
  const all = oldIn(cross);
  const [first] = types.toSorted((a, b) => old(b.code) - old(a.code));
  if (all === 0 || !first) return backlog.noneOld(backlog.of[measure]);
  return backlog.old(
    counted(all, page.lang),
    first.label,
    counted(old(first.code), page.lang),
    backlog.of[measure],
  );
}

function bandLabel(page: PageContext, code: string): string {
  return code === 'over 90' ? page.say.backlog.overBand : code.replace('-', '–');
}

/** The day that the stocks of the page's month stand at: its last, or that of the newest snapshot. */
export function dateOf(page: PageContext): string {
  const { month } = page.filters;
  if (month === page.version.newestMonth) return page.version.asOf;
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0));
  return next.toISOString().slice(0, 10);
}

function tableOf(
  page: PageContext,
  cross: CrossTable<MetricRow>,
  { types, bands, caption }: { types: ShownType[]; bands: { key: string; label: string }[]; caption: string },
): TableData {
  return {
    caption,
    columns: [
      { label: page.say.words.type, kind: 'text' },
      ...[...bands.map((band) => band.label), page.say.words.total].map((label) => ({
        label,
        kind: 'count' as const,
      })),
    ],
    rows: types.map((type) => [
      type.label,
      ...bands.map((band) => (type.exists ? (cross.cell(type.code, band.key)?.value ?? 0) : null)),
      type.exists ? cross.rowTotal(type.code) : null,
    ]),
  };
}
