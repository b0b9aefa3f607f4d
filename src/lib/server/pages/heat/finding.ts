import { formatChange, formatCount, formatRatio } from '$lib/format/numbers';
import { monthInWords } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import { largestOf } from '$lib/shape/most';
import type { PageContext } from '../context';
import type { HeatChoice } from './choice';
import { baseMonth, type Drawing } from './table';
import { isConcentrated, type HeatList } from './list';
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
  if (choice.find !== '')
    return list?.count ? heat.found(choice.find) : heat.foundNone(choice.find, backlog.of[stockOf(choice)]);
  const isLong = list !== null && (list.count > list.rows.length || choice.rows === 'organization');
  if (choice.measure === 'share' && (!isLong || hasAllOverdue(drawing))) return shareHeading(page, drawing);
  if (isNothing(drawing)) return backlog.empty[stockOf(choice)];
  if (isLong) return listHeading(page, drawing, list);
  if (choice.columns === 'month') return monthHeading(page, drawing, drawing.rows);
  if (choice.rows === 'month') return monthHeading(page, drawing, drawing.columns);
  return topHeading(page, drawing);
}

/** What is counted: the stock whose sentences a measure uses. */
export const stockOf = ({ measure }: HeatChoice) => (measure === 'pending' ? 'pending' : 'overdue');

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
  if (half.all === 0) return emptyNow(page, drawing);
  const base = baseMonth(page, period);
  const holders = rows.slice(0, half.place);
  const [first] = holders;
  const isRanked = choice.sort === 'size' && choice.at === 1 && half.place <= rows.length;
  const canRise = choice.rows === 'organization' && choice.columns === 'month' && choice.measure !== 'share';
  if (!first || base === null || !isRanked || !canRise) {
    const within = heat.among[choice.rows === 'parent' ? 'parent' : 'organization'](count(half.among));
    if (!isConcentrated(half)) return heat.spread(count(half.all), of, within);
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
  const most = largestOf(rows, (row) => at(row, period.to));
  const since = monthInWords(base, page.lang);
  return heat.holders(
    (half.place === 1 ? [first] : most).map(({ full }) => full),
    { count: count(at(first, period.to)), of, all: half.all },
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
  const most = largestOf(cells, ({ value }) => value);
  const value = most[0]?.value ?? 0;
  const all = figures.all?.value ?? 0;
  const share = formatRatio(all === 0 ? null : value / all, page.lang, 0);
  const held = { count: counted(value, page.lang), of: page.say.backlog.of[stockOf(choice)] };
  if (most.length > 2) return page.say.heat.topMany(counted(most.length, page.lang), held);
  return page.say.heat.top(
    most.map(({ row, column }) => [row.full, column.full]),
    held,
    share,
  );
}

function monthHeading(page: PageContext, drawing: Drawing, sides: readonly Side[]): string {
  const { figures, choice, period } = drawing;
  const { heat, backlog } = page.say;
  const of = backlog.of[stockOf(choice)];
  const base = baseMonth(page, period);
  const at = (side: Side, month: string) =>
    (choice.columns === 'month' ? figures.cell(side.key, month) : figures.cell(month, side.key))?.value ?? 0;
  const held: Held[] = sides.map((side) => ({
    side,
    now: at(side, period.to),
    before: base === null ? null : at(side, base),
  }));
  const top = largestOf(held, ({ now }) => now);
  const now = top[0]?.now ?? 0;
  if (now === 0) return emptyNow(page, drawing);
  const count = counted(now, page.lang);
  const found = heat.topNow(namesOf(top), { count, of }, monthInWords(period.to, page.lang));
  if (base === null) return found;
  const since = monthInWords(base, page.lang);
  const rise = (item: Held) => item.now - (item.before ?? item.now);
  const most = largestOf(held, rise);
  const change = Math.max(...held.map(rise));
  if (change <= 0) return found + heat.noRise(since);
  return most.length > 2 ? found : found + heat.rise(namesOf(most), formatChange(change, page.lang), since);
}

const namesOf = (items: readonly { side: Side }[]) => items.map(({ side }) => side.full);

/** That nothing is held at the window's end, though there were cases before. */
function emptyNow(page: PageContext, { choice, period }: Drawing): string {
  const { backlog, heat } = page.say;
  return heat.emptyNow(backlog.empty[stockOf(choice)], monthInWords(period.to, page.lang));
}

function shareHeading(page: PageContext, { figures, rows, columns, choice, period }: Drawing): string {
  const ofRow = (row: Side) =>
    choice.columns === 'month' ? figures.cell(row.key, period.to) : figures.row(row.key);
  const ofColumn = (column: Side) => figures.cell(period.to, column.key);
  const items = choice.rows === 'month' ? columns : rows;
  const found = items
    .map((side) => ({ side, figure: choice.rows === 'month' ? ofColumn(side) : ofRow(side) }))
    .flatMap(({ side, figure }) => (figure ? [{ side, ...figure }] : []))
    .filter(({ denominator, numerator }) => (denominator ?? 0) >= fewest && (numerator ?? 0) > 0);
  const top = largestOf(found, ({ value }) => value ?? 0);
  const [first] = top;
  if (!first) return page.say.heat.shareNone;
  const share = formatRatio(first.value, page.lang, 0);
  if (top.length > 2 || top.some(({ numerator }) => numerator === 1)) return page.say.heat.shareHigh(share);
  const text = (count: number | null) => formatCount(count, page.lang);
  const counts = top.map(({ numerator, denominator }) => `${text(numerator)}/${text(denominator)}`);
  return page.say.heat.shareTop(namesOf(top), share, counts);
}
