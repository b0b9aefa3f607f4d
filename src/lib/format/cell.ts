import type { Lang } from '$lib/i18n/lang';
import type { ColumnKind } from '$lib/shape/table';
import { formatDate, formatMonth } from './dates';
import { formatCount, formatDecimal, formatRatio, nothing } from './numbers';

/** Whether a column of this kind holds figures; a text in one is the word for a figure that is not told. */
export function isFigure(kind: ColumnKind): boolean {
  return kind === 'count' || kind === 'ratio' || kind === 'decimal';
}

/** A value of a table as its reader sees it. */
export function formatCell(value: string | number | null, kind: ColumnKind, lang: Lang): string {
  if (value === null) return nothing;
  if (typeof value === 'string' && isFigure(kind)) return value;
  switch (kind) {
    case 'count':
      return formatCount(Number(value), lang);
    case 'ratio':
      return formatRatio(Number(value), lang);
    case 'decimal':
      return formatDecimal(Number(value), lang);
    case 'date':
      return formatDate(String(value), lang);
    case 'month':
      return formatMonth(String(value), lang);
    case 'text':
    case 'figure':
      return String(value);
  }
}
