import { formatDecimal } from '../../format/numbers.ts';
import type { Lang } from '../../i18n/lang.ts';
import type { ColumnKind, TableData } from '../../shape/table.ts';
import type { PlainAnswer } from '../sql/plain.ts';

/** An answer as a table for readers: figures in their language, at most three decimals, as many in the whole column. */
export function tableOf(
  answer: Pick<PlainAnswer, 'columns' | 'data'>,
  caption: string,
  lang: Lang,
): TableData {
  const data = answer.data ?? [];
  const columns = (answer.columns ?? []).map((column, i) => {
    const kind = kindOf(column);
    const cells = data[i] ?? [];
    return { label: column.name, kind, cells, digits: kind === 'figure' ? digitsOf(cells) : 0 };
  });
  return {
    caption,
    columns: columns.map(({ label, kind }) => ({ label, kind })),
    rows: (data[0] ?? []).map((_, row) =>
      columns.map(({ kind, cells, digits }) => shown(cells[row], { kind, digits, lang })),
    ),
  };
}

const whole = /^U?(TINY|SMALL|BIG|HUGE)INT$|^U?INTEGER$/;
const broken = /^(FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const mostDigits = 3;

function kindOf({ name, type }: { name: string; type: string }): ColumnKind {
  if (whole.test(type)) return 'count';
  if (broken.test(type)) return 'figure';
  if (type !== 'DATE') return 'text';
  return name === 'month' || name.endsWith('_month') ? 'month' : 'date';
}

/** How many decimals the figures of a column have. */
function digitsOf(cells: readonly unknown[]): number {
  const digits = cells.map((cell) => {
    if (typeof cell !== 'number') return 0;
    return (
      cell
        .toFixed(mostDigits)
        .replace(/\.?0+$/, '')
        .split('.')[1]?.length ?? 0
    );
  });
  return Math.max(0, ...digits);
}

/** Numbers that JSON cannot hold come as text, and stay so. */
function shown(
  cell: unknown,
  { kind, digits, lang }: { kind: ColumnKind; digits: number; lang: Lang },
): string | number | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number') return kind === 'figure' ? formatDecimal(cell, lang, digits) : cell;
  if (typeof cell === 'object') return JSON.stringify(cell);
  return kind === 'month' ? String(cell).slice(0, 7) : String(cell);
}
