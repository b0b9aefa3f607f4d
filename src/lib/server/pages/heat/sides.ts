import { monthInWords, monthRange } from '$lib/format/dates';
import { shortName } from '$lib/format/names';
import type { PageContext, Period } from '../context';
import { isListed, type CodeDimension, type HeatChoice, type HeatDimension } from './choice';
import type { HeatFigures } from './figures';
import { noKey, type HeatList, type ListedRow } from './list';

/** A row or column of a heatmap. */
export interface Side {
  key: string;
  label: string;
  /** Its name where it stands alone, in a sentence or read aloud. */
  full: string;
  /** Of rows: the heading above it and its neighbours. */
  group: string | null;
  organization?: ListedRow;
}

/** Everything that sides are made of. */
export interface Siding {
  choice: HeatChoice;
  period: Period;
  figures: HeatFigures;
  list: HeatList | null;
}

/** The rows in their order: of code lists by meaning or by what they hold, months from the newest. */
export function rowsOf(page: PageContext, siding: Siding): Side[] {
  const { choice, period, figures, list } = siding;
  const { rows, sort } = choice;
  if (isListed(rows)) return (list?.rows ?? []).map((row) => listedSide(page, row, sort));
  if (rows === 'month') return monthSides(page, period).reverse();
  const sides = codeSides(page, rows, figures.rowKeys);
  if (sort !== 'size') return sides;
  const size = (side: Side) =>
    (choice.columns === 'month' ? figures.cell(side.key, period.to) : figures.row(side.key))?.value ?? 0;
  return sides.toSorted((a, b) => size(b) - size(a));
}

/** The columns, always in the order of their meaning. */
export function columnsOfHeat(page: PageContext, { choice, period, figures }: Siding): Side[] {
  if (choice.columns === 'month') return monthSides(page, period);
  return isListed(choice.columns) ? [] : codeSides(page, choice.columns, figures.columnKeys);
}

/** The name of a key, for a sentence of its own. */
export function nameOf(page: PageContext, dimension: HeatDimension, key: string): string {
  if (dimension === 'month') return monthInWords(key, page.lang);
  if (isListed(dimension)) return key === noKey ? page.say.heat.noParent : key;
  return codeLabel(page, dimension, key, true);
}

function listedSide(page: PageContext, row: ListedRow, sort: HeatChoice['sort']): Side {
  const label = row.code === noKey ? page.say.heat.noParent : row.name;
  const groups = {
    size: null,
    meaning: null,
    type: row.type === null ? page.say.words.upper : page.codes.label('organization_type', row.type),
    tree: row.above?.name ?? page.say.heat.noParent,
  };
  return { key: row.code, label: shortName(label), full: label, group: groups[sort], organization: row };
}

function monthSides(page: PageContext, { from, to }: Period): Side[] {
  return monthRange(from, to).map((month) => ({
    key: month,
    label: String(Number(month.slice(5))),
    full: monthInWords(month, page.lang),
    group: month.slice(0, 4),
  }));
}

/** The codes of a list that the filters allow, with those outside it that occur. */
function codeSides(page: PageContext, dimension: CodeDimension, occurring: ReadonlySet<string>): Side[] {
  const filtered = { organization_type: page.filters.type, case_type: page.filters.case };
  const allowed = dimension in filtered ? filtered[dimension as keyof typeof filtered] : [];
  const codes = page.codes
    .list(dimension)
    .map(({ code }) => code)
    .filter((code) => allowed.length === 0 || allowed.includes(code))
    .filter((code) => dimension !== 'stage' || !['closed', 'unknown'].includes(code) || occurring.has(code));
  const others = [...occurring].filter((code) => !codes.includes(code)).sort();
  return [...codes, ...others].map((code) => ({
    key: code,
    label: codeLabel(page, dimension, code, false),
    full: codeLabel(page, dimension, code, true),
    group: null,
  }));
}

function codeLabel(page: PageContext, dimension: CodeDimension, code: string, isAlone: boolean): string {
  if (code === noKey) return page.say.words.upper;
  if (dimension !== 'age_band') return page.codes.label(dimension, code);
  const band = code === 'over 90' ? page.say.backlog.overBand : code.replace('-', '–');
  return isAlone ? page.say.heat.days(band) : band;
}
