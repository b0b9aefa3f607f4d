import type { Lang } from '$lib/i18n/lang';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-10-31` -> `31/10/2026` (vi) or `31 Oct 2026` (en); anything after the day is left out. */
export function formatDate(date: string | null, lang: Lang): string {
  if (!date) return '–';
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  if (lang === 'vi') return `${day}/${month}/${year}`;
  return `${Number(day)} ${nameOf(month).slice(0, 3)} ${year}`;
}

/** `2026-10` -> `10/2026` (vi) or `Oct 2026` (en): for headings of columns and axes. */
export function formatMonth(month: string, lang: Lang): string {
  const [year = '', number = ''] = month.split('-');
  return lang === 'vi' ? `${Number(number)}/${year}` : `${nameOf(number).slice(0, 3)} ${year}`;
}

/** `2026-10` -> `tháng 10/2026` (vi) or `October 2026` (en): inside a sentence. */
export function monthInWords(month: string, lang: Lang): string {
  const [year = '', number = ''] = month.split('-');
  return lang === 'vi' ? `tháng ${Number(number)}/${year}` : `${nameOf(number)} ${year}`;
}

/** `2026-10` -> `tháng 10` (vi) or `October` (en): where the year is plain from the context. */
export function monthWithoutYear(month: string, lang: Lang): string {
  const number = month.slice(5, 7);
  return lang === 'vi' ? `tháng ${Number(number)}` : nameOf(number);
}

/** `2026-10` and -12 -> `2025-10`. */
export function addMonths(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Every month from the first to the last, both included; empty when they are in the wrong order. */
export function monthRange(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** `2026-02` -> `2026-02-28`. */
export function lastDayOf(month: string): string {
  const next = new Date(`${addMonths(month, 1)}-01T00:00:00Z`);
  return new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10);
}

/** The `YYYY-MM` of a date or month as the warehouse gives it. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

function nameOf(month: string): string {
  return monthNames[Number(month) - 1] ?? month;
}
