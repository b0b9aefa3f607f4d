import { rateSteps } from '$lib/charts/theme';
import { formatRatio } from '$lib/format/numbers';
import { stepOf } from '$lib/shape/cross';
import type { HeatCell, HeatmapData } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import { wilsonInterval } from '$lib/shape/wilson';
import type { MetricRow } from '../metrics.ts';
import { ask, type PageContext, type Period } from './context';
import { absent } from './heat-parts';
import { dutySource, metricsShown, type PanelFrame } from './panel';
import { countsOf, isFew, periodInWords } from './rates';

/** The matrix of duties; not drawn where no duty counts. */
export interface MatrixPanel {
  frame: PanelFrame;
  heatmap?: HeatmapData;
}

interface Named {
  key: string;
  label: string;
}

/** The compliance rate of every duty in every organisation type, the duty furthest behind first. */
export async function matrixPanel(page: PageContext, period: Period): Promise<MatrixPanel> {
  const { say } = page;
  const [cells, byDuty, byType, [all]] = await Promise.all([
    ask(page, 'compliance_rate', ['duty_type', 'organization_type'], period),
    ask(page, 'compliance_rate', ['duty_type'], period),
    ask(page, 'compliance_rate', ['organization_type'], period),
    ask(page, 'compliance_rate', [], period),
  ]);
  const matrix: Matrix = {
    types: namedTypes(page, byType),
    duties: byDuty
      .filter((row) => row.value !== null)
      .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
      .map((row) => ({
        key: row.duty_type ?? '',
        label: page.codes.label('duty_type', row.duty_type ?? ''),
        row,
      })),
    byType,
    all,
    cell: (duty, type) =>
      cells.find((row) => row.duty_type === duty && String(row.organization_type) === type),
  };
  return {
    frame: {
      page: 'compliance',
      id: 'matrix',
      title: findingOf(page, cells),
      description: say.compliance.matrixDescription(periodInWords(page, period)),
      source: dutySource(page),
      table: tableOf(page, matrix),
      drawn: false,
      metrics: metricsShown(page, 'compliance_rate'),
      narrower: { from: period.from },
    },
    ...(matrix.duties.length > 0 && { heatmap: heatmapOf(page, matrix) }),
  };
}

interface Matrix {
  types: Named[];
  duties: (Named & { row: MetricRow })[];
  byType: MetricRow[];
  all: MetricRow | undefined;
  cell: (duty: string, type: string) => MetricRow | undefined;
}

function heatmapOf(page: PageContext, { types, duties, byType, all, cell }: Matrix): HeatmapData {
  const { say, lang } = page;
  const percent = (row: MetricRow | undefined) => formatRatio(row?.value ?? null, lang, 0);
  return {
    caption: say.compliance.matrixTable,
    corner: say.words.duty,
    columns: types,
    groups: [
      {
        label: null,
        rows: duties.map(({ key, label, row }) => ({
          key,
          label,
          cells: types.map((type) => rateCell(page, cell(key, type.key))),
          total: percent(row),
        })),
      },
    ],
    totals: {
      label: say.words.total,
      columns: types.map(({ key }) => percent(byType.find((row) => String(row.organization_type) === key))),
      all: percent(all),
    },
    palette: 'rate',
    steps: stepNames(page),
  };
}

function tableOf({ say }: PageContext, { types, duties, cell }: Matrix): TableData {
  return {
    caption: say.compliance.matrixTable,
    columns: [
      { label: say.words.duty, kind: 'text' },
      ...types.flatMap((type) => [
        { label: type.label, kind: 'ratio' as const },
        { label: `${type.label}: ${say.words.counted}`, kind: 'count' as const },
      ]),
      { label: say.words.total, kind: 'ratio' },
      { label: say.words.counted, kind: 'count' },
    ],
    rows: duties.map(({ key, label, row }) => [
      label,
      ...types.flatMap((type) => [
        cell(key, type.key)?.value ?? null,
        cell(key, type.key)?.denominator ?? null,
      ]),
      row.value,
      row.denominator,
    ]),
  };
}

function namedTypes(page: PageContext, byType: readonly MetricRow[]): Named[] {
  const present = byType.map((row) => String(row.organization_type));
  const listed = page.codes
    .list('organization_type')
    .filter(({ code }) => present.includes(code))
    .map(({ code, label }) => ({ key: code, label }));
  return present.includes('null') ? [...listed, { key: 'null', label: page.say.words.upper }] : listed;
}

/** The rate over its counts; uncoloured under five duties, and nothing where none counts. */
function rateCell(page: PageContext, row: MetricRow | undefined): HeatCell {
  if (!row || row.value === null) return absent;
  const cell = { text: formatRatio(row.value, page.lang, 0), note: countsOf(row, page) };
  return isFew(row) ? cell : { ...cell, step: stepOf(row.value, rateSteps) };
}

function stepNames(page: PageContext): string[] {
  const percent = (ratio: number) => formatRatio(ratio, page.lang, 0);
  return rateSteps.map((low, i) => {
    const high = rateSteps[i + 1];
    if (high === undefined) return page.lang === 'vi' ? `từ ${percent(low)}` : `${percent(low)}+`;
    if (i === 0) return page.lang === 'vi' ? `dưới ${percent(high)}` : `under ${percent(high)}`;
    return `${low * 100}–${percent(high)}`;
  });
}

/** Even at best: what tells a low rate of many from a low rate of few. */
function upperBound(row: MetricRow): number {
  return wilsonInterval(row.numerator ?? 0, row.denominator ?? 0)?.high ?? 1;
}

/** The rate of all cells together. */
function commonRate(cells: readonly MetricRow[]): number {
  const total = (name: 'numerator' | 'denominator') =>
    cells.reduce((sum, cell) => sum + (cell[name] ?? 0), 0);
  return total('numerator') / total('denominator');
}

function findingOf(page: PageContext, cells: readonly MetricRow[]): string {
  const { compliance, words } = page.say;
  const known = cells.filter((row) => row.value !== null && !isFew(row));
  const [lowest] = known.toSorted((a, b) => upperBound(a) - upperBound(b));
  if (!lowest) return compliance.matrixNone;
  if (lowest.value === 1) return compliance.matrixAll;
  const common = commonRate(cells);
  if (upperBound(lowest) >= common) return compliance.matrixEven(formatRatio(common, page.lang, 0));
  const type = lowest.organization_type;
  return compliance.matrix(
    page.codes.label('duty_type', lowest.duty_type ?? ''),
    type ? page.codes.label('organization_type', type) : words.upper,
    formatRatio(lowest.value, page.lang, 0),
    countsOf(lowest, page),
  );
}
