import { formatDate } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { crossTable, type CrossTable } from '$lib/shape/cross';
import { mostOf } from '$lib/shape/most';
import type { HeatmapData, HeatRow } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { hrefWith } from './choice';
import { dateOf } from './day';
import { ask, thisMonth, type PageContext } from './context';
import { absent, countCell } from './heat-parts';
import { linksToPair } from './heat/links';
import { monthOfPicks, pickedRows, type Pick } from './heat/picks';
import { noKey } from './heat/list';
import { fixedScale, stepLabels } from './heat/scale';
import { metricsShown, sourceLine, type PageName, type PanelFrame } from './panel';

export interface HeatPanel {
  frame: PanelFrame;
  heatmap: HeatmapData;
}

/** The panel with what the page's heading tells of it. */
export interface AgePanel extends HeatPanel {
  total: number;
  oldCount: number;
}

export { dateOf } from './day';

export type StockMeasure = 'pending' | 'overdue';

export const stockMetric = { pending: 'cases_pending', overdue: 'cases_overdue' } as const;

/** Ages over 60 working days. */
export const oldBands: readonly string[] = ['61-90', 'over 90'];

/** Cases by organisation type and age at the end of the page's month, or of what a reader has picked. */
export async function agePanel(
  page: PageContext,
  name: PageName,
  measure: StockMeasure,
  picks: readonly Pick[] = [],
): Promise<AgePanel> {
  const { say, lang } = page;
  const metric = stockMetric[measure];
  const month = monthOfPicks(page, picks);
  const [rows, bounds, types] = await Promise.all([
    pickedRows(page, metric, { by: [pair.rows, pair.columns], period: { from: month, to: month }, picks }),
    fixedScale(page, { ...pair, measure }),
    typesShown(page),
  ]);
  const cross = crossTable(rows, pair.rows, pair.columns);
  const named = [...types, ...upperType(page, cross)];
  const caption = say.backlog.ageTable(say.backlog.measure[measure]);
  const drawn: Drawn = { name, types: named, bands: bandsOf(page), caption, bounds, measure, picks };
  return {
    total: cross.total,
    oldCount: oldIn(cross),
    frame: {
      page: name,
      id: 'age',
      title: findingOf(page, cross, drawn),
      description: say.backlog.ageDescription(
        say.backlog.measure[measure],
        formatDate(dateOf(page, month), lang),
      ),
      source: sourceLine(page, picks.map(({ label }) => label).join(', ')),
      metrics: metricsShown(page, metric),
      note: say.backlog.steps,
      table: tableOf(page, cross, drawn),
      drawn: false,
    },
    heatmap: heatmapOf(page, cross, drawn),
  };
}

const pair = { rows: 'organization_type', columns: 'age_band' } as const;

/** What the table shows, and how. */
interface Drawn {
  name: PageName;
  types: ShownType[];
  bands: { key: string; label: string; full: string }[];
  caption: string;
  bounds: readonly number[];
  measure: StockMeasure;
  picks: readonly Pick[];
}

function bandsOf(page: PageContext): Drawn['bands'] {
  return page.codes.list('age_band').map(({ code }) => {
    const label = bandLabel(page, code);
    return { key: code, label, full: page.say.heat.days(label) };
  });
}

/** The heatmap; of what is picked, types that hold nothing are told below it. */
function heatmapOf(page: PageContext, cross: CrossTable<MetricRow>, drawn: Drawn): HeatmapData {
  const { say, lang } = page;
  const { types, bands, picks, measure, bounds } = drawn;
  const empty = types.filter((type) => cross.rowTotal(type.code) === 0);
  const isFolded = picks.length > 0 && empty.length > 1 && empty.length < types.length;
  const shown = isFolded ? types.filter((type) => !empty.includes(type)) : types;
  return {
    caption: drawn.caption,
    corner: say.words.type,
    columns: bands,
    groups: [{ label: null, rows: shown.map((type) => rowOf(page, cross, { type, drawn })) }],
    totals: {
      label: say.words.total,
      columns: bands.map((band) => formatCount(cross.columnTotal(band.key), lang)),
      all: formatCount(cross.total, lang),
    },
    palette: 'count',
    steps: stepLabels(page, bounds),
    unit: say.heat.unit[measure],
    links: linksToPair(page, [pair.rows, pair.columns]),
    ...(isFolded
      ? { folded: say.heat.fold(empty.map(({ label }) => label).join('; '), say.backlog.of[measure]) }
      : {}),
  };
}

function rowOf(
  page: PageContext,
  cross: CrossTable<MetricRow>,
  { type, drawn }: { type: ShownType; drawn: Drawn },
): HeatRow {
  const { bands, bounds } = drawn;
  return {
    key: type.code === 'null' ? noKey : type.code,
    label: type.label,
    href:
      drawn.name === 'overview' && type.code !== 'null'
        ? hrefWith(page.params, 'type', type.code)
        : undefined,
    cells: bands.map((band) =>
      type.exists ? countCell(page, cross.cell(type.code, band.key), bounds) : absent,
    ),
    sum: cross.rowTotal(type.code),
    total: type.exists ? formatCount(cross.rowTotal(type.code), page.lang) : '–',
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

function findingOf(page: PageContext, cross: CrossTable<MetricRow>, { types, measure }: Drawn): string {
  const { backlog } = page.say;
  if (cross.total === 0) return backlog.empty[measure];
  const old = (type: string) => oldBands.reduce((sum, band) => sum + (cross.cell(type, band)?.value ?? 0), 0);
  const all = oldIn(cross);
  if (all === 0) return backlog.noneOld(backlog.of[measure]);
  const most = mostOf(types, ({ code }) => old(code));
  return backlog.old(
    counted(all, page.lang),
    most.map(({ label }) => label),
    counted(old(most[0]?.code ?? ''), page.lang),
    backlog.of[measure],
  );
}

function bandLabel(page: PageContext, code: string): string {
  return code === 'over 90' ? page.say.backlog.overBand : code.replace('-', '–');
}

function tableOf(
  page: PageContext,
  cross: CrossTable<MetricRow>,
  { types, bands, caption }: Drawn,
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
