import { formatChange, formatCount, formatRatio } from '$lib/format/numbers';
import { addMonths, formatMonth } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import {
  shareCells,
  type EmptyKind,
  type HeatCell,
  type HeatGroup,
  type HeatmapData,
  type HeatRow,
} from '$lib/shape/heatmap';
import type { ColumnKind, TableData } from '$lib/shape/table';
import { isComparable } from '../../coverage.ts';
import type { PageContext, Period } from '../context';
import { countCell, emptyCell, shareCell } from '../heat-parts';
import { isListed, type HeatChoice, type HeatDimension } from './choice';
import type { Existence } from './existence';
import { existed, type Figure, type HeatFigures } from './figures';
import type { HeatList } from './list';
import { stepLabels } from './scale';
import type { Side } from './sides';

/** All that a heatmap is drawn from. */
export interface Drawing {
  caption: string;
  choice: HeatChoice;
  period: Period;
  rows: Side[];
  columns: Side[];
  figures: HeatFigures;
  list: HeatList | null;
  exists: Existence;
  bounds: readonly number[];
}

/**
 * The month that changes are measured from: a year before the last one, or the first that is shown; null where nothing
 * can be compared.
 */
export function baseMonth({ coverage }: PageContext, { from, to }: Period): string | null {
  const year = addMonths(to, -12);
  if (from === to || !isComparable(coverage)) return null;
  return year < from ? from : year;
}

/** The heatmap itself, without its links. Rows that hold nothing are told below it, where they are two or more. */
export function heatmapOf(page: PageContext, drawing: Drawing): HeatmapData {
  const { say } = page;
  const { choice, columns, rows, bounds, caption } = drawing;
  const held = rows.filter((row) => isListed(choice.rows) || choice.rows === 'month' || holds(drawing, row));
  const empty = rows.filter((row) => !held.includes(row));
  const shown = empty.length < 2 || held.length === 0 ? rows : held;
  return {
    caption,
    corner: say.heat.dimensions[choice.rows],
    columns: columns.map(({ key, label, full }) => ({ key, label, full })),
    ...(choice.columns === 'month' ? { columnGroups: spansOf(columns) } : {}),
    groups: groupsOf(page, drawing, shown),
    totals: totalsOf(page, drawing),
    ...headingOfTotals(page, drawing),
    palette: 'count',
    steps: stepLabels(page, bounds),
    unit: say.heat.unit[choice.measure],
    ...(shown === rows
      ? {}
      : { folded: say.heat.fold(empty.map((row) => row.full).join('; '), say.backlog.of[foldedOf(choice)]) }),
  };
}

/** What rows told below hold none of: a share is missing where nothing is pending. */
const foldedOf = ({ measure }: HeatChoice) => (measure === 'overdue' ? 'overdue' : 'pending');

function headingOfTotals(page: PageContext, { choice, period }: Drawing): { totalHeading?: string } {
  const { heat, words } = page.say;
  const base = baseMonth(page, period);
  if (choice.rows === 'month') return { totalHeading: words.total };
  if (choice.columns !== 'month' || base === null) return {};
  return { totalHeading: heat.changeSince(formatMonth(base, page.lang)) };
}

/** The same as a table, figures as numbers. */
export function tableOf(page: PageContext, drawing: Drawing): TableData {
  const { choice, rows, columns, figures, caption } = drawing;
  const { dimensions } = page.say.heat;
  const kind: ColumnKind = choice.measure === 'share' ? 'ratio' : 'count';
  const isGrouped = isListed(choice.rows);
  const hasTotal = choice.columns !== 'month';
  return {
    caption,
    columns: [
      { label: dimensions[choice.rows], kind: 'text' },
      ...(isGrouped ? [{ label: dimensions.organization_type, kind: 'text' as const }] : []),
      ...columns.map((column) => ({ label: headOf(page, choice.columns, column), kind })),
      ...(hasTotal ? [{ label: page.say.words.total, kind }] : []),
    ],
    rows: rows.map((row) => [
      headOf(page, choice.rows, row),
      ...(isGrouped ? [typeName(page, row)] : []),
      ...columns.map((column) => valueOf(drawing, row, column)),
      ...(hasTotal ? [figures.row(row.key)?.value ?? null] : []),
    ]),
  };
}

function headOf(page: PageContext, dimension: HeatDimension, side: Side): string {
  return dimension === 'month' ? formatMonth(side.key, page.lang) : side.full;
}

/** Why a cell cannot hold anything; null where it can. */
export function emptyKind({ choice, exists, period }: Drawing, row: Side, column: Side): EmptyKind | null {
  const month = [row, column].find((_, i) => [choice.rows, choice.columns][i] === 'month')?.key ?? period.to;
  if (row.organization && !existed(row.organization, month)) return 'not_applicable';
  return exists(choice.rows, row.key, month) ?? exists(choice.columns, column.key, month);
}

function valueOf(drawing: Drawing, row: Side, column: Side): number | null {
  const found = drawing.figures.cell(row.key, column.key);
  if (found) return found.value;
  if (drawing.choice.measure === 'share') return null;
  return emptyKind(drawing, row, column) === null ? 0 : null;
}

function cellOf(page: PageContext, drawing: Drawing, [row, column]: [Side, Side]): HeatCell {
  const { figures, choice, bounds } = drawing;
  const found = figures.cell(row.key, column.key);
  const why = found ? null : emptyKind(drawing, row, column);
  if (why !== null) return emptyCell(why);
  if (choice.measure === 'share') return shareCell(page, found, bounds);
  return countCell(page, found, bounds);
}

function groupsOf(page: PageContext, drawing: Drawing, rows: readonly Side[]): HeatGroup[] {
  const same = shareCells();
  const groups: HeatGroup[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    const made = rowOf(page, drawing, { row, same });
    if (last && last.label === row.group) last.rows.push(made);
    else groups.push({ label: row.group, rows: [made] });
  }
  return groups;
}

function rowOf(
  page: PageContext,
  drawing: Drawing,
  { row, same }: { row: Side; same: (cell: HeatCell) => HeatCell },
): HeatRow {
  const { choice, columns, figures, period } = drawing;
  const sum = figures.row(row.key);
  const total =
    choice.columns === 'month' ? changeText(page, drawing, { row, period }) : figureText(page, choice, sum);
  return {
    key: row.key,
    label: choice.rows === 'month' ? formatMonth(row.key, page.lang) : row.label,
    ...(row.full === row.label ? {} : { full: row.full }),
    cells: columns.map((column) => same(cellOf(page, drawing, [row, column]))),
    ...(total === null ? {} : { total }),
    ...(choice.measure === 'share' || sum === null ? {} : { sum: sum.value }),
  };
}

/** How a row has changed since the base month; null where no month is shown to compare with, or for shares. */
function changeText(
  page: PageContext,
  drawing: Drawing,
  { row, period }: { row: Side; period: Period },
): string | null {
  const base = baseMonth(page, period);
  if (base === null || drawing.choice.measure === 'share') return null;
  const at = (month: string) => valueOf(drawing, row, { ...row, key: month });
  const [before, now] = [at(base), at(period.to)];
  return before === null || now === null ? '–' : formatChange(now - before, page.lang);
}

function totalsOf(page: PageContext, drawing: Drawing): HeatmapData['totals'] {
  const { choice, columns, figures, list, period } = drawing;
  const { heat, words } = page.say;
  if (choice.rows === 'month') return changesOf(page, drawing);
  const text = (figure: Figure | null) => figureText(page, choice, figure) ?? '';
  const count = counted(list?.count ?? 0, page.lang);
  const last = figures.column(period.to)?.value ?? null;
  const base = baseMonth(page, period);
  const before = base === null ? null : (figures.column(base)?.value ?? null);
  const isChange = choice.columns === 'month' && choice.measure !== 'share';
  return {
    label: !isListed(choice.rows)
      ? words.total
      : choice.find === ''
        ? heat.totalOf[choice.rows](count)
        : heat.totalAll,
    columns: columns.map(({ key }) => text(figures.column(key))),
    all:
      isChange && last !== null && before !== null
        ? formatChange(last - before, page.lang)
        : text(figures.all),
  };
}

/** Below months: stocks do not add up, so how each column has changed. */
function changesOf(page: PageContext, drawing: Drawing): HeatmapData['totals'] {
  const { choice, columns, figures, period } = drawing;
  const base = baseMonth(page, period);
  if (base === null || choice.measure === 'share') return null;
  const change = (at: (month: string) => number | null) => {
    const [before, now] = [at(base), at(period.to)];
    return before === null || now === null ? '–' : formatChange(now - before, page.lang);
  };
  const side = (key: string): Side => ({ key, label: key, full: key, group: null });
  return {
    label: page.say.heat.changeOf(formatMonth(base, page.lang)),
    columns: columns.map((column) => change((month) => valueOf(drawing, side(month), column))),
    all: change((month) => figures.row(month)?.value ?? null),
  };
}

function figureText(page: PageContext, { measure }: HeatChoice, figure: Figure | null): string | null {
  if (figure === null) return null;
  return measure === 'share' ? formatRatio(figure.value, page.lang, 0) : formatCount(figure.value, page.lang);
}

function holds({ figures, columns }: Drawing, row: Side): boolean {
  return columns.some((column) => {
    const cell = figures.cell(row.key, column.key);
    return cell !== undefined && (cell.value !== 0 || (cell.denominator ?? 0) > 0);
  });
}

function typeName(page: PageContext, { organization }: Side): string {
  if (!organization) return '';
  return organization.type === null
    ? page.say.words.upper
    : page.codes.label('organization_type', organization.type);
}

/** The groups of neighbouring columns, each over as many as it has. */
function spansOf(columns: readonly Side[]): { label: string; span: number }[] {
  const labels = [...new Set(columns.map((column) => column.group ?? ''))];
  return labels.map((label) => ({
    label,
    span: columns.filter((column) => column.group === label).length,
  }));
}
