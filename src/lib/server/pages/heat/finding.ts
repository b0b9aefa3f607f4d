import { formatChange, formatCount, formatRatio } from '$lib/format/numbers';
import { monthInWords } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import type { PageContext } from '../context';
import type { HeatChoice } from './choice';
import { baseMonth, type Drawing } from './table';
import type { HeatList } from './list';
import type { Side } from './sides';

/** A side with what it held in a month. */
interface Held {
  side: Side;
  now: number;
  before: number | null;
}

/** Shares of fewer cases are no finding. */
const fewest = 5;

/**
 * The finding of a heatmap: where the most lie, and over months where it rises. Of a list that goes over several pages
 * only what holds for all of it.
 */
export function headingOf(page: PageContext, drawing: Drawing): string {
  const { choice, list } = drawing;
  const { backlog, heat } = page.say;
  if (choice.find !== '') return list?.count ? heat.found(choice.find) : heat.foundNone(choice.find);
  const isLong = list !== null && (list.count > list.rows.length || choice.rows === 'organization');
  if (choice.measure === 'share' && (!isLong || hasAllOverdue(drawing))) return shareHeading(page, drawing);
  if (isNothing(drawing)) return backlog.empty[stockOf(choice)];
  if (isLong) return listHeading(page, drawing, list);
  if (choice.columns === 'month') return monthHeading(page, drawing, drawing.rows);
  if (choice.rows === 'month') return monthHeading(page, drawing, drawing.columns);
  return topHeading(page, drawing);
}

const stockOf = ({ measure }: HeatChoice) => (measure === 'pending' ? 'pending' : 'overdue');

/** Whether every organisation with overdue cases now stands among the rows of this page. */
function hasAllOverdue({ choice, list, rows, columns, figures, period }: Drawing): boolean {
  if (!list || choice.sort !== 'size' || choice.at !== 1) return false;
  if (list.count <= list.rows.length) return true;
  const last = rows.at(-1)?.key ?? '';
  const keys = choice.columns === 'month' ? [period.to] : columns.map(({ key }) => key);
  return keys.every((key) => (figures.cell(last, key)?.numerator ?? 0) === 0);
}

/** Of organisations over months the largest and how many of those with half of the cases rise; else that half. */
function listHeading(page: PageContext, drawing: Drawing, list: HeatList): string {
  const { choice, figures, period, rows } = drawing;
  const { heat, backlog } = page.say;
  const count = (n: number) => counted(n, page.lang);
  const of = backlog.of[stockOf(choice)];
  const { half } = list;
  const base = baseMonth(period);
  const holders = rows.slice(0, half.place);
  const [first] = holders;
  const isRanked = choice.sort === 'size' && choice.at === 1 && half.place <= rows.length;
  const canRise = choice.rows === 'organization' && choice.columns === 'month' && choice.measure !== 'share';
  if (!first || base === null || !isRanked || !canRise) {
    const within = heat.among[choice.rows === 'parent' ? 'parent' : 'organization'](count(list.count));
    return heat.concentrated({
      part: count(half.count),
      all: count(half.all),
      place: count(half.place),
      of,
      within,
    });
  }
  const at = (row: Side, month: string) => figures.cell(row.key, month)?.value ?? 0;
  const rising = holders.filter((row) => at(row, period.to) > at(row, base)).length;
  const largest = count(at(first, period.to));
  const since = monthInWords(base, page.lang);
  return heat.holders(
    first.full,
    { count: largest, of },
    { rising: count(rising), holders: count(half.place), since },
  );
}

function isNothing({ figures, rows, columns }: Drawing): boolean {
  return !rows.some((row) => columns.some((column) => (figures.cell(row.key, column.key)?.value ?? 0) > 0));
}

function topHeading(page: PageContext, { choice, figures, rows, columns }: Drawing): string {
  const cells = rows.flatMap((row) =>
    columns.map((column) => ({ row, column, value: figures.cell(row.key, column.key)?.value ?? 0 })),
  );
  const top = cells.reduce((most, cell) => (cell.value > most.value ? cell : most));
  const all = figures.all?.value ?? 0;
  const share = formatRatio(all === 0 ? null : top.value / all, page.lang, 0);
  const of = page.say.backlog.of[stockOf(choice)];
  return page.say.heat.top(
    [top.row.full, top.column.full],
    { count: counted(top.value, page.lang), of },
    share,
  );
}

function monthHeading(page: PageContext, drawing: Drawing, sides: readonly Side[]): string {
  const { figures, choice, period } = drawing;
  const { heat, backlog } = page.say;
  const of = backlog.of[stockOf(choice)];
  const base = baseMonth(period);
  const at = (side: Side, month: string) =>
    (choice.columns === 'month' ? figures.cell(side.key, month) : figures.cell(month, side.key))?.value ?? 0;
  const held: Held[] = sides.map((side) => ({
    side,
    now: at(side, period.to),
    before: base === null ? null : at(side, base),
  }));
  const top = held.reduce((most, item) => (item.now > most.now ? item : most));
  const count = counted(top.now, page.lang);
  const found = heat.topNow(top.side.full, { count, of }, monthInWords(period.to, page.lang));
  if (base === null) return found;
  const since = monthInWords(base, page.lang);
  const rise = (item: Held) => item.now - (item.before ?? item.now);
  const most = held.reduce((best, item) => (rise(item) > rise(best) ? item : best));
  if (rise(most) <= 0) return found + heat.noRise(since);
  return found + heat.rise(most.side.full, formatChange(rise(most), page.lang), since);
}

function shareHeading(page: PageContext, { figures, rows, columns, choice, period }: Drawing): string {
  const ofRow = (row: Side) =>
    choice.columns === 'month' ? figures.cell(row.key, period.to) : figures.row(row.key);
  const ofColumn = (column: Side) => figures.cell(period.to, column.key);
  const items = choice.rows === 'month' ? columns : rows;
  const found = items
    .map((side) => ({ side, figure: choice.rows === 'month' ? ofColumn(side) : ofRow(side) }))
    .filter(({ figure }) => (figure?.denominator ?? 0) >= fewest && (figure?.numerator ?? 0) > 0)
    .sort((a, b) => (b.figure?.value ?? 0) - (a.figure?.value ?? 0));
  const [top] = found;
  if (!top?.figure) return page.say.heat.shareNone;
  const { value, numerator, denominator } = top.figure;
  const counts = `${formatCount(numerator, page.lang)}/${formatCount(denominator, page.lang)}`;
  return page.say.heat.shareTop(top.side.full, formatRatio(value, page.lang, 0), counts);
}
