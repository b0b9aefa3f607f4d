import { addDays, dayNumber } from './dates.ts';

/** A day that differs from the plain Monday-to-Friday week. */
export interface CalendarDay {
  date: string;
  kind: 'holiday' | 'makeup';
}

/** Working days by the contract: the start day does not count, the end day does. */
export interface Calendar {
  isWorkday(date: string): boolean;
  /** Working days in (from, to]; 0 when `to` is not after `from`. */
  between(from: string, to: string): number;
  /** The day on which the n-th working day after `start` falls; `start` itself for 0. */
  add(start: string, workdays: number): string;
}

/** Monday to Friday, without the holidays and with the make-up days. */
export function workdayCalendar(days: readonly CalendarDay[]): Calendar {
  const kinds = new Map(days.map((day) => [day.date, day.kind]));
  const isWorkday = (date: string): boolean => {
    const kind = kinds.get(date);
    if (kind) return kind === 'makeup';
    const weekday = (((dayNumber(date) + 4) % 7) + 7) % 7;
    return weekday >= 1 && weekday <= 5;
  };
  return {
    isWorkday,
    between: counter(isWorkday),
    add: (start, workdays) => stepOn(isWorkday, start, workdays),
  };
}

const firstDay = '1929-01-01';

/** Working days are counted once from the first day on; a span is the difference of two counts. */
function counter(isWorkday: (date: string) => boolean) {
  const counts = [0];
  const upTo = (date: string): number => {
    const place = dayNumber(date) - dayNumber(firstDay);
    for (let next = counts.length; next <= place; next += 1) {
      counts.push((counts[next - 1] ?? 0) + (isWorkday(addDays(firstDay, next)) ? 1 : 0));
    }
    return counts[place] ?? 0;
  };
  return (from: string, to: string): number => (to <= from ? 0 : upTo(to) - upTo(from));
}

function stepOn(isWorkday: (date: string) => boolean, start: string, workdays: number): string {
  let day = start;
  for (let left = workdays; left > 0;) {
    day = addDays(day, 1);
    if (isWorkday(day)) left -= 1;
  }
  return day;
}

/** Base rows with the override's rows put over them, day by day. */
export function overrideCalendar(
  base: readonly CalendarDay[],
  override: readonly CalendarDay[],
): CalendarDay[] {
  const days = new Map(base.map((day) => [day.date, day]));
  for (const day of override) days.set(day.date, day);
  return [...days.values()];
}
