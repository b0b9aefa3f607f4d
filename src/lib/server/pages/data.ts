import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatDate } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { changesPanel, type ChangesPanel } from './changes';
import { checksOfTables } from './checks';
import type { PageContext } from './context';
import type { TablePanel } from './definitions';
import type { MultiplesPanel } from './multiples';
import { disclosurePanel } from './disclosure-panel';
import { provincesPanel } from './provinces-panel';
import { panel, type PanelResult } from './panel';
import { tableOf } from './data-table';
import { qualityPanel, warningsPanel } from './quality';
import { rejectsPanel, type RejectsPanel } from './rejects';

/** Where the figures come from: snapshots, loads, checks, reconciliation. */
export interface DataPage {
  title: string;
  finding: string;
  lede: string;
  /** Who is in a version that combines provinces; null in any other, and for who sees a part of the organisations. */
  provinces: PanelResult<TablePanel> | null;
  /** The steward's work list; null for everybody else. What tells of all organisations together is null for who sees a part of them only. */
  rejects: PanelResult<RejectsPanel> | null;
  changes: PanelResult<ChangesPanel> | null;
  quality: PanelResult<MultiplesPanel> | null;
  warnings: PanelResult<TablePanel> | null;
  panels: { id: string; wide: boolean; result: PanelResult<TablePanel> }[];
  /** The way to the page that loads a snapshot; null for everybody but stewards. */
  load: { label: string; href: string } | null;
}

const queries = {
  snapshots: sqlFile('queries/page-snapshots.sql'),
  loads: sqlFile('queries/page-loads.sql'),
  reconciliation: sqlFile('queries/page-reconciliation.sql'),
  notDelivered: sqlFile('queries/page-not-delivered.sql'),
};

/** All of the data page, from one version. */
export function dataPage(page: PageContext): Promise<DataPage> {
  const isWhole = page.version.part === null && page.version.disclosure === 'full';
  return isWhole ? wholePage(page) : limitedPage(page);
}

/**
 * What concerns a part of the organisations only: checks, loads and reconciliation are of all together. The same under
 * the restricted profile, with the checks: what loads and reconciliation count may be small.
 */
async function limitedPage(page: PageContext): Promise<DataPage> {
  const { say, version, organization } = page;
  const isPart = version.part !== null;
  const [snapshots, missing, checks] = await Promise.all([
    panel(page, 'snapshots', () => snapshotsPanel(page)),
    panel(page, 'not-delivered', () => notDeliveredPanel(page)),
    isPart ? null : panel(page, 'checks', () => checksPanel(page)),
  ]);
  const name = organization?.above[0]?.name ?? organization?.name ?? version.part ?? '';
  return {
    title: say.titles.data,
    finding: isPart ? say.data.part(name, formatDate(version.asOf, page.lang)) : say.titles.data,
    lede: isPart ? say.data.partLede : say.data.restrictedLede,
    rejects: null,
    changes: null,
    quality: null,
    warnings: null,
    provinces: isPart ? null : provincesPanel(page),
    panels: [
      { id: 'snapshots', wide: true, result: snapshots },
      { id: 'not-delivered', wide: false, result: missing },
      ...(checks ? [{ id: 'checks', wide: false, result: checks }] : []),
    ],
    load: null,
  };
}

async function wholePage(page: PageContext): Promise<DataPage> {
  const makers = [
    ['checks', false, checksPanel],
    ['reconciliation', false, reconciliationPanel],
    ['loads', true, loadsPanel],
    ['snapshots', true, snapshotsPanel],
    ['not-delivered', false, notDeliveredPanel],
    ['disclosure', false, disclosurePanel],
  ] as const;
  const [panels, head, rejects, changes, quality, warnings] = await Promise.all([
    Promise.all(
      makers.map(async ([id, wide, make]) => ({ id, wide, result: await panel(page, id, () => make(page)) })),
    ),
    panel(page, 'head', () => headOf(page)),
    panel(page, 'rejects', () => rejectsPanel(page)),
    panel(page, 'changes', () => changesPanel(page)),
    panel(page, 'quality', () => qualityPanel(page)),
    panel(page, 'warnings', () => warningsPanel(page)),
  ]);
  const words = head.ok ? head.content : { finding: page.say.titles.data, lede: '' };
  return {
    title: page.say.titles.data,
    ...words,
    provinces: provincesPanel(page),
    rejects,
    changes,
    quality,
    warnings,
    panels,
    load: { label: page.say.upload.open, href: `/data/load${page.lang === 'vi' ? '' : '?lang=en'}` },
  };
}

/** The data page without what only a steward may see. */
export function withoutStewardsParts(page: DataPage): DataPage {
  return { ...page, rejects: null, load: null };
}

async function headOf(page: PageContext): Promise<{ finding: string; lede: string }> {
  const { say, lang, version } = page;
  const [snapshots, checks, loads] = await Promise.all([
    version.all(queries.snapshots),
    checksOfTables(page),
    version.all(queries.loads),
  ]);
  const failed = checks.filter((row) => !row.passed).length;
  const newest = loads.filter((row) => row.as_of === version.asOf);
  const sum = (name: string) => formatCount(total(newest, name), lang);
  return {
    finding:
      failed > 0
        ? say.data.bad(counted(failed, lang))
        : say.data.good(counted(snapshots.length, lang), formatCount(checks.length, lang)),
    lede: say.data.lede(sum('rows_kept_count'), sum('rows_rejected_count'), formatDate(version.asOf, lang)),
  };
}

function total(rows: readonly Row[], name: string): number {
  return rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0);
}

async function checksPanel(page: PageContext): Promise<TablePanel> {
  const { data } = page.say;
  const rows = await checksOfTables(page);
  const failed = rows.filter((row) => !row.passed).length;
  const count = formatCount(rows.length, page.lang);
  return tableOf(page, {
    id: 'checks',
    title: failed === 0 ? data.checksGood(count) : data.checksBad(counted(failed, page.lang), count),
    description: data.checksDescription,
    columns: [
      [data.columns.claim, 'text'],
      [data.columns.table, 'text'],
      [data.columns.offending, 'count'],
      [data.columns.result, 'text'],
    ],
    rows: rows.map((row) => [row.claim, row.table, row.offending, row.passed ? data.passed : data.failed]),
  });
}

async function reconciliationPanel(page: PageContext): Promise<TablePanel> {
  const { data } = page.say;
  const rows = await page.version.all(queries.reconciliation);
  const computed = rows.filter((row) => row.computed_value !== null);
  const agreeing = computed.filter((row) => row.agrees === true).length;
  return tableOf(page, {
    id: 'reconciliation',
    title:
      computed.length === 0
        ? data.reconciledNone
        : data.reconciled(formatCount(agreeing, page.lang), formatCount(computed.length, page.lang)),
    description: data.reconciledDescription,
    columns: [
      [data.columns.figure, 'text'],
      [data.columns.asOf, 'date'],
      [data.columns.published, 'count'],
      [data.columns.computed, 'count'],
      [data.columns.result, 'text'],
    ],
    rows: rows.map((row) => [
      textOf(page.lang === 'vi' ? row.figure_vi : row.figure),
      textOf(row.as_of),
      numberOf(row.published_value),
      numberOf(row.computed_value),
      row.computed_value === null ? data.uncomputed : row.agrees === true ? data.agrees : data.differs,
    ]),
  });
}

async function loadsPanel(page: PageContext): Promise<TablePanel> {
  const { data } = page.say;
  const rows = await page.version.all(queries.loads);
  return tableOf(page, {
    id: 'loads',
    title: data.loads(counted(total(rows, 'rows_rejected_count'), page.lang)),
    description: data.loadsDescription,
    columns: [
      [data.columns.asOf, 'date'],
      [data.columns.file, 'text'],
      [data.columns.format, 'text'],
      [data.columns.encoding, 'text'],
      [data.columns.read, 'count'],
      [data.columns.kept, 'count'],
      [data.columns.rejected, 'count'],
      [data.columns.vanished, 'count'],
      [data.columns.ignored, 'text'],
    ],
    rows: rows.map((row) => [
      textOf(row.as_of),
      fileName(page, row.file),
      textOf(row.format),
      textOf(row.encoding),
      numberOf(row.rows_read_count),
      numberOf(row.rows_kept_count),
      numberOf(row.rows_rejected_count),
      numberOf(row.vanished_count),
      textOf(row.ignored_columns),
    ]),
  });
}

async function snapshotsPanel(page: PageContext): Promise<TablePanel> {
  const { data } = page.say;
  const rows = await page.version.all(queries.snapshots);
  const date = (row: Row | undefined) => formatDate(textOf(row?.as_of ?? null), page.lang);
  return tableOf(page, {
    id: 'snapshots',
    title: data.snapshotsFinding(counted(rows.length, page.lang), date(rows.at(-1)), date(rows[0])),
    description: data.snapshotsDescription,
    columns: [
      [data.columns.asOf, 'date'],
      [data.columns.source, 'text'],
      [data.columns.loadedAt, 'date'],
      [data.columns.correction, 'text'],
      [data.columns.sha, 'text'],
    ],
    rows: rows.map((row) => [
      textOf(row.as_of),
      textOf(row.source),
      textOf(row.loaded_on),
      row.is_correction === true ? data.yes : data.no,
      textOf(row.sha256),
    ]),
  });
}

async function notDeliveredPanel(page: PageContext): Promise<TablePanel> {
  const { data } = page.say;
  const rows = await page.version.all(queries.notDelivered);
  return tableOf(page, {
    id: 'not-delivered',
    title: data.notDelivered(counted(rows.length, page.lang)),
    description: data.notDeliveredDescription,
    columns: [
      [data.columns.asOf, 'date'],
      [data.columns.organization, 'text'],
    ],
    rows: rows.map((row) => [
      textOf(row.as_of),
      textOf(row.organization_name ?? row.organization_code ?? null),
    ]),
  });
}

function fileName(page: PageContext, file: Row[string] | undefined): string {
  const names: Record<string, string> = page.say.data.files;
  return names[String(file)] ?? String(file);
}

function textOf(cell: Row[string] | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function numberOf(cell: Row[string] | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
