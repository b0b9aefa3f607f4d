import { sqlFile } from '#warehouse/project.ts';
import { formatDate } from '$lib/format/dates';
import { lowerFirst } from '$lib/format/names';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { crossTable, type CrossTable } from '$lib/shape/cross';
import type { HeatmapData } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../../metrics.ts';
import { dateOf } from '../age-panel';
import type { PageContext } from '../context';
import { fixedScale, scaleFor, stepLabels } from '../heat/scale';
import { countCell } from '../heat-parts';
import type { Labelled } from '../labels';
import { sourceLine, type PanelFrame } from '../panel';
import { explainedFor } from './explained';
import { scopeParams, type Subject } from './subject';

/** What is pending in an organisation by case type and age. */
export interface SubjectBacklog {
  frame: PanelFrame;
  heatmap?: HeatmapData | undefined;
}

const backlogSql = sqlFile('queries/page-organization-backlog.sql');
const oldBands = ['61-90', 'over 90'];

/** Cases pending at the end of the page's month; only case types that occur. No drawing when nothing is pending. */
export async function backlogPanel(page: PageContext, subject: Subject): Promise<SubjectBacklog> {
  const { say, lang } = page;
  const [cross, bounds] = await Promise.all([countsOf(page, subject), scaleOf(page, subject)]);
  const drawing: Drawing = {
    cross,
    bounds,
    types: page.codes.list('case_type').filter(({ code }) => cross.rowKeys.includes(code)),
    bands: page.codes.list('age_band').map(({ code }) => ({
      key: code,
      label: code === 'over 90' ? say.backlog.overBand : code.replace('-', '–'),
    })),
  };
  return {
    frame: {
      page: `organization-${encodeURIComponent(subject.code)}`,
      id: 'age',
      title: findingOf(page, drawing),
      description: say.organizations.backlogDescription(formatDate(dateOf(page), lang)),
      source: sourceLine(page, say.organizations.scope[subject.scope]),
      ...explainedFor(page, subject, 'cases_pending'),
      table: tableOf(page, drawing),
      drawn: drawing.types.length > 0,
    },
    ...(drawing.types.length > 0 ? { heatmap: heatmapOf(page, drawing) } : {}),
  };
}

/** The largest cell that the steps of a unit below the committees above are made for. */
const unitLargest = 20;

/** The fixed steps of the cells: by level alone, so that a colour stays the same over time and between units. */
async function scaleOf(page: PageContext, { level }: Subject): Promise<readonly number[]> {
  if (!['province_committee', 'upper_committee'].includes(level)) return scaleFor(unitLargest);
  return fixedScale(page, { rows: 'case_type', columns: 'age_band', measure: 'pending' });
}

interface Drawing {
  bounds: readonly number[];
  cross: CrossTable<CountRow>;
  types: Labelled[];
  bands: { key: string; label: string }[];
}

interface CountRow extends MetricRow {
  case_type: string;
  age_band: string;
}

async function countsOf(page: PageContext, subject: Subject): Promise<CrossTable<CountRow>> {
  const rows = await page.version.all(backlogSql, {
    ...scopeParams(page, subject, { cases: true }),
    month: `${page.filters.month}-01`,
  });
  const counts = rows.map((row) => ({
    case_type: String(row.case_type),
    age_band: String(row.age_band),
    value: Number(row.pending_count),
    numerator: Number(row.pending_count),
    denominator: null,
    reason: null,
  }));
  return crossTable<CountRow>(counts, 'case_type', 'age_band');
}

function findingOf({ say, lang }: PageContext, { cross, types }: Drawing): string {
  const [largest] = types.toSorted((a, b) => cross.rowTotal(b.code) - cross.rowTotal(a.code));
  if (!largest) return say.backlog.empty.pending;
  const old = oldBands.reduce((sum, band) => sum + cross.columnTotal(band), 0);
  return say.organizations.mostly(
    lowerFirst(largest.label, lang),
    counted(cross.rowTotal(largest.code), lang),
    counted(cross.total, lang),
    counted(old, lang),
  );
}

function tableOf({ say }: PageContext, { cross, types, bands }: Drawing): TableData {
  const count = (label: string) => ({ label, kind: 'count' as const });
  return {
    caption: say.organizations.backlogTable,
    columns: [
      { label: say.words.case, kind: 'text' },
      ...[...bands.map((band) => band.label), say.words.total].map(count),
    ],
    rows: types.map(({ code, label }) => [
      label,
      ...bands.map((band) => cross.cell(code, band.key)?.value ?? 0),
      cross.rowTotal(code),
    ]),
  };
}

function heatmapOf(page: PageContext, { cross, bounds, types, bands }: Drawing): HeatmapData {
  const { say, lang } = page;
  return {
    caption: say.organizations.backlogTable,
    corner: say.words.case,
    columns: bands,
    groups: [
      {
        label: null,
        rows: types.map(({ code, label }) => ({
          key: code,
          label,
          cells: bands.map((band) => countCell(page, cross.cell(code, band.key), bounds)),
          total: formatCount(cross.rowTotal(code), lang),
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
  };
}
