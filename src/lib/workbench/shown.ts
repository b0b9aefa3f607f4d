import type { Lang } from '$lib/i18n';
import type { SqlWords } from '$lib/i18n/sql';
import type { ResultCell } from './ask';
import { cellText } from './result';

/** Digits behind the point that a table shows; the whole figure stands below it, and in what is copied. */
const mostDigits = 6;

/** Letters of a cell in a table, and below it; no screen shows more, and a browser stands still over millions. */
const mostLetters = { cell: 500, whole: 10_000 } as const;

/** A cell as a reader sees it; null for one that is empty. Figures keep their digits together: they may be codes or years. */
export function shownCell(cell: ResultCell, words: SqlWords, lang: Lang): string | null {
  if (typeof cell === 'boolean') return cell ? words.yes : words.no;
  if (typeof cell === 'number') return withMark(shortened(cell), lang);
  return cutTo(cellText(cell), mostLetters.cell);
}

/** A cell with all that it holds, unless that is too much to read. */
export function wholeCell(cell: ResultCell, words: SqlWords, lang: Lang): string {
  if (typeof cell === 'number') return withMark(String(cell), lang);
  if (typeof cell === 'boolean') return shownCell(cell, words, lang) ?? '';
  return cutTo(cellText(cell), mostLetters.whole) ?? words.nothing;
}

function cutTo(text: string | null, letters: number): string | null {
  return text !== null && text.length > letters ? `${text.slice(0, letters)}…` : text;
}

function shortened(figure: number): string {
  const text = String(figure);
  const isLong = (text.split('.')[1]?.length ?? 0) > mostDigits && !text.includes('e');
  return isLong && Math.abs(figure) >= 10 ** -mostDigits ? String(Number(figure.toFixed(mostDigits))) : text;
}

function withMark(figure: string, lang: Lang): string {
  return lang === 'vi' ? figure.replace('.', ',') : figure;
}
