import type { Lang } from '$lib/i18n';
import type { SqlWords } from '$lib/i18n/sql';
import type { ResultCell } from './ask';
import { cellText } from './result';

/** Digits behind the point that a table shows; the whole figure stands below it, and in what is copied. */
const mostDigits = 6;

/** A cell as a reader sees it; null for one that is empty. Figures keep their digits together: they may be codes or years. */
export function shownCell(cell: ResultCell, words: SqlWords, lang: Lang): string | null {
  if (typeof cell === 'boolean') return cell ? words.yes : words.no;
  if (typeof cell === 'number') return withMark(shortened(cell), lang);
  return cellText(cell);
}

/** A cell with all that it holds. */
export function wholeCell(cell: ResultCell, words: SqlWords, lang: Lang): string {
  if (typeof cell === 'number') return withMark(String(cell), lang);
  return shownCell(cell, words, lang) ?? words.nothing;
}

function shortened(figure: number): string {
  const text = String(figure);
  const isLong = (text.split('.')[1]?.length ?? 0) > mostDigits && !text.includes('e');
  return isLong && Math.abs(figure) >= 10 ** -mostDigits ? String(Number(figure.toFixed(mostDigits))) : text;
}

function withMark(figure: string, lang: Lang): string {
  return lang === 'vi' ? figure.replace('.', ',') : figure;
}
