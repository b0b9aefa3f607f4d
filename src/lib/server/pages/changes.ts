import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatDate, monthOf } from '$lib/format/dates';
import { formatChange, formatCount, formatDecimal, formatRatio, nothing } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { TableColumn, TableData } from '$lib/shape/table';
import { hasTable } from '../has-table.ts';
import { choiceOf, hrefWith } from './choice';
import type { PageContext } from './context';
import type { Choice } from './multiples';
import { sourceLine, type PanelFrame } from './panel';

/** What changed against an older version: figures as text for the page, as numbers for the file. */
export interface ChangesPanel {
  frame: PanelFrame;
  shown: TableData;
  switches: { label: string; choices: Choice[] };
}

const changesSql = sqlFile('queries/page-changes.sql');
const against = ['version_before', 'month_before'] as const;
const causes = ['late_arrivals', 'corrections', 'reorganisation', 'rules'] as const;
const mostShown = 60;

/** The figures of published months that changed, with their causes side by side. Throws BadParameter. */
export async function changesPanel(page: PageContext): Promise<ChangesPanel> {
  const { say, lang } = page;
  const { changes } = say.quality;
  const chosen = choiceOf(page.params, 'against', against);
  const isKnown = await hasTable(page.version, 'meta', 'changes');
  const rows = isKnown ? await page.version.all(changesSql, { compared_with: chosen }) : [];
  const more =
    rows.length > mostShown ? changes.more(formatCount(mostShown, lang), formatCount(rows.length, lang)) : '';
  const [first] = rows;
  return {
    frame: {
      page: 'data',
      id: 'changes',
      title: findingOf(page, rows, isKnown),
      description: first
        ? changes.description(String(first.compared_version), formatDate(String(first.compared_as_of), lang))
        : changes.descriptionNone,
      source: sourceLine(page),
      note: rows.length === 0 ? undefined : [more, changes.note].filter((text) => text !== '').join(' '),
      drawn: false,
      table: rawTable(page, rows),
    },
    shown: shownTable(page, rows.slice(0, mostShown)),
    switches: {
      label: changes.label,
      choices: against.map((name) => ({
        label: changes[name],
        href: `${hrefWith(page.params, 'against', name === against[0] ? null : name)}#changes`,
        current: name === chosen,
      })),
    },
  };
}

function findingOf({ say, lang }: PageContext, rows: readonly Row[], isKnown: boolean): string {
  const { changes } = say.quality;
  if (!isKnown) return changes.unknown;
  if (rows.length === 0) return changes.none;
  const months = new Set(rows.map((row) => String(row.month)));
  const touched = causes.map((cause) => ({
    cause,
    count: rows.filter((row) => numberOf(row[cause]) !== 0).length,
  }));
  const most = touched.reduce((best, next) => (next.count > best.count ? next : best));
  return changes.finding(counted(rows.length, lang), counted(months.size, lang), changes.causes[most.cause]);
}

function numberOf(cell: Row[string] | undefined): number {
  return Number(cell ?? 0);
}

function headsOf({ say }: PageContext, kind: TableColumn['kind']): TableColumn[] {
  const { changes } = say.quality;
  return [
    { label: changes.month, kind: 'month' },
    { label: changes.metric, kind: 'text' },
    ...[changes.before, ...causes.map((cause) => changes[cause]), changes.change, changes.after].map(
      (label) => ({
        label,
        kind,
      }),
    ),
  ];
}

const figures = ['value_before', ...causes, 'change', 'value_after'] as const;

function rawTable(page: PageContext, rows: readonly Row[]): TableData {
  return {
    caption: page.say.quality.changes.table,
    columns: headsOf(page, 'decimal'),
    rows: rows.map((row) => [
      String(row.month),
      nameOf(page, row),
      ...figures.map((name) => (row[name] === null ? null : numberOf(row[name]))),
    ]),
  };
}

/** Before and now in the metric's own unit; what lies between as changes with their signs, nothing where there is none. */
function shownTable(page: PageContext, rows: readonly Row[]): TableData {
  const { lang } = page;
  return {
    caption: page.say.quality.changes.table,
    columns: headsOf(page, 'figure'),
    rows: rows.map((row) => {
      const isRatio = row.unit === 'ratio';
      const level = (cell: Row[string] | undefined) => {
        if (cell === null || cell === undefined) return nothing;
        const value = Number(cell);
        return isRatio ? formatRatio(value, lang, 2) : formatDecimal(value, lang, digitsOf(value));
      };
      const change = (cell: Row[string] | undefined) => {
        const value = numberOf(cell);
        if (value === 0) return nothing;
        return isRatio ? formatChange(value * 100, lang, 2) : formatChange(value, lang, digitsOf(value));
      };
      return [
        monthOf(String(row.month)),
        nameOf(page, row),
        level(row.value_before),
        ...causes.map((cause) => change(row[cause])),
        change(row.change),
        level(row.value_after),
      ];
    }),
  };
}

/** Decimals that a figure needs: none for counts, more for a change that two would hide. */
function digitsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  return Math.abs(value) < 0.005 ? 4 : 2;
}

function nameOf({ lang }: PageContext, row: Row): string {
  return String(lang === 'vi' ? row.label_vi : row.label_en);
}
