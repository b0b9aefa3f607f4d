import { signWords } from '#warehouse/signs.ts';
import { formatCount } from '$lib/format/numbers';
import type { Lang } from '$lib/i18n/lang';
import type { Sentences } from '$lib/i18n/sentences';
import type { TableColumn, TableData } from '$lib/shape/table';
import type { PageContext } from './context';
import type { OwnedRow } from './reject-choice';

/** The words for what the reject list holds as codes; an unknown code is its own word. */
export function rejectWords(say: Sentences) {
  const reasons: Record<string, string> = say.data.reasons;
  const files: Record<string, string> = say.data.files;
  return {
    register: (name: string) => files[name] ?? name,
    reason: (name: string) => reasons[name] ?? name,
    todo: (name: string) => say.rejects.todo[name] ?? '',
    column: (name: string | null) => (name === null ? null : say.rejects.columnLabel(name)),
    expected(text: string | null): string | null {
      const list = /^một mã trong danh mục (\w+)$/.exec(text ?? '')?.[1];
      if (list) return say.rejects.codeList(say.rejects.lists[list] ?? list);
      return text === null ? null : say.rejects.expected(text);
    },
  };
}

/** What was found in a rejected row, in words: a literal as it stands, other text only as its length. */
export function foundWords(
  row: Pick<OwnedRow, 'found' | 'reason'>,
  say: Sentences,
  lang: Lang,
): string | null {
  if (row.found === null) return row.reason === 'missing_value' ? say.rejects.empty : null;
  const [, length, sign] = /^text of (\d+)(?: \((.+)\))?$/.exec(row.found) ?? [];
  if (length === undefined) return say.rejects.found(row.found);
  const text = say.rejects.text(formatCount(Number(length), lang));
  if (sign === undefined) return text;
  if (sign.startsWith('U+')) return say.rejects.withForeign(text, signWords(sign)[lang]);
  return quotes.includes(sign) ? say.rejects.inQuotes(text, sign) : say.rejects.withGuard(text, sign);
}

/** The signs that may stand around a value as its quotes. */
const quotes = '"“”„‟‘’«»';

/** The name of a file in one piece: a narrow column would break it after every word. */
export function fileCell(name: string | number | null): string {
  return String(name ?? '').replaceAll(' ', '\u00a0');
}

type Column = { head: TableColumn; cell: (row: OwnedRow) => string | number | null };

/** The columns of the reject list, for the page and for the file. */
export function columnsOf({ say, lang }: Pick<PageContext, 'say' | 'lang'>) {
  const words = rejectWords(say);
  const heads = say.rejects.columns;
  const text = (label: string, cell: Column['cell']): Column => ({ head: { label, kind: 'text' }, cell });
  const date = (label: string, cell: Column['cell']): Column => ({ head: { label, kind: 'date' }, cell });
  return {
    asOf: date(heads.asOf, (row) => row.asOf),
    file: text(heads.file, (row) => words.register(row.register)),
    line: { head: { label: heads.line, kind: 'count' }, cell: (row: OwnedRow) => row.line } satisfies Column,
    column: text(heads.column, (row) => words.column(row.column)),
    columnName: text(heads.columnName, (row) => row.column),
    reason: text(heads.reason, (row) => words.reason(row.reason)),
    todo: text(heads.todo, (row) => words.todo(row.reason)),
    found: text(heads.found, (row) => foundWords(row, say, lang)),
    expected: text(heads.expected, (row) => words.expected(row.expected)),
    organizationCode: text(heads.organizationCode, (row) => row.organizationCode),
    organization: text(heads.organization, (row) => row.owner?.name ?? row.organizationCode),
    committee: text(heads.committee, (row) => row.owner?.committeeName ?? null),
    mended: date(heads.mended, (row) => row.mendedIn),
  };
}

/** Rows as the file that is sent back to an office: every column, in words and by the file's own names. */
export function rejectFile(page: Pick<PageContext, 'say' | 'lang'>, rows: readonly OwnedRow[]): TableData {
  const columns = columnsOf(page);
  const file: Column = { head: columns.file.head, cell: (row) => row.file };
  const chosen = Object.values({ ...columns, file });
  return {
    caption: page.say.rejects.rowsCaption,
    columns: chosen.map(({ head }) => head),
    rows: rows.map((row) => chosen.map(({ cell }) => cell(row))),
  };
}
