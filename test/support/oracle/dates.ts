/** Dates are ISO text (`2026-10-31`), which compares as it sorts; months are their first day. */

const dayMillis = 86_400_000;

/** Days since 1970-01-01 of an ISO date. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMillis;
}

/** The ISO date of a day number. */
export function isoDate(day: number): string {
  return new Date(day * dayMillis).toISOString().slice(0, 10);
}

/** The date `days` later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return isoDate(dayNumber(date) + days);
}

/** First day of the date's month. */
export function monthOf(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

/** First day of the month `count` months later. */
export function addMonths(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  const year = String(Math.floor(index / 12)).padStart(4, '0');
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

/** Last day of the month. */
export function monthEnd(month: string): string {
  return addDays(addMonths(month, 1), -1);
}

/** Every month from `first` to `last`, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Whether the text is a real day of the calendar in ISO form. */
export function isRealDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumber(text)) && isoDate(dayNumber(text)) === text
  );
}
