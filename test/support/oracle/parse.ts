import { isRealDate } from './dates.ts';
import { type Column } from './registers.ts';

/** What a field holds: nothing, a value, or something of the wrong kind. */
export type Parsed =
  { state: 'null' } | { state: 'value'; value: string | number } | { state: 'wrong_type' | 'unknown_code' };

/** NFC, trimmed of blanks, no-break and zero-width spaces; empty and `-` are null. */
export function cleanText(raw: string): string | null {
  const text = raw
    .normalize('NFC')
    .replace(/^[\s\u00A0\u200B-\u200D\u2060\uFEFF]+|[\s\u00A0\u200B-\u200D\u2060\uFEFF]+$/g, '');
  return text === '' || text === '-' ? null : text;
}

/** ISO or day-first with a four-digit year; undefined when the text is no real date. */
export function parseDate(text: string): string | undefined {
  const dayFirst = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text);
  const iso = dayFirst
    ? `${dayFirst[4]}-${String(dayFirst[3]).padStart(2, '0')}-${String(dayFirst[1]).padStart(2, '0')}`
    : text;
  return isRealDate(iso) ? iso : undefined;
}

/** Days and returns beyond this are no counts but a slip of the pen. */
const largestCount = 999_999_999;

/** A whole number of at least 0; `.` may group thousands, `,` may start decimals that are all zero. */
export function parseCount(text: string): number | undefined {
  const match = /^(\d+|\d{1,3}(?:\.\d{3})+)(?:,0+)?$/.exec(text);
  const count = Number(String(match?.[1]).replaceAll('.', ''));
  return match && count <= largestCount ? count : undefined;
}

/** Reads one field as its column wants it. */
export function parseField(column: Column, raw: string): Parsed {
  const text = cleanText(raw);
  if (text === null) return { state: 'null' };
  if (column.kind === 'text') return { state: 'value', value: text };
  if (column.kind === 'date') return ofType(parseDate(text));
  if (column.kind === 'count') return ofType(parseCount(text));
  return column.kind.includes(text) ? { state: 'value', value: text } : { state: 'unknown_code' };
}

function ofType(value: string | number | undefined): Parsed {
  return value === undefined ? { state: 'wrong_type' } : { state: 'value', value };
}
