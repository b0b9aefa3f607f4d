import { formatDate, formatMonth } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import type { TableData } from '../../shape/table.ts';
import type { TableBlock, TableCell } from './document.ts';
import { hashOf } from './manifest.ts';

/** A value that is bound for a parameter of a pinned query. */
export type PinnedArgument = string | number | boolean | null;

/** A saved query that stands in the annex: all that decides its table beside the version. Kept in the manifest. */
export interface PinnedQuery {
  title: string;
  owner: string;
  sql: string;
  args: Readonly<Record<string, PinnedArgument>>;
}

/** A pinned query with its answer on a version; without one, why there is none. */
export interface PinnedTable {
  query: PinnedQuery;
  answer: { table: TableData; isCut: boolean } | null;
}

/** Asks a pinned query of a version's analyst file; null when it has no answer. */
export type AskPinned = (query: PinnedQuery, version: string) => Promise<PinnedTable['answer']>;

/** So many rows and columns of a pinned table stand on paper. */
export const mostPinned = { rows: 40, columns: 8 } as const;

/** The tables of pinned queries as blocks of the annex, each with the hash of its statement. */
export function pinnedBlocks(pinned: readonly PinnedTable[], version: string): TableBlock[] {
  return pinned.map((each, i) => pinnedBlock(each, { number: i + 1, version }));
}

function pinnedBlock(
  { query, answer }: PinnedTable,
  { number, version }: { number: number; version: string },
): TableBlock {
  const columns = answer?.table.columns.slice(0, mostPinned.columns) ?? [];
  const rows = answer?.table.rows.slice(0, mostPinned.rows) ?? [];
  const hash = hashOf(JSON.stringify([query.sql, query.args])).slice(0, 16);
  const isCut =
    answer !== null &&
    (answer.isCut || rows.length < answer.table.rows.length || columns.length < answer.table.columns.length);
  return {
    kind: 'table',
    id: `pinned-${number}`,
    caption: query.title,
    name: `Câu ghim ${number}`,
    columns:
      columns.length > 0
        ? columns.map(({ label, kind }) => ({
            label,
            align: kind === 'count' || kind === 'figure' ? ('right' as const) : ('left' as const),
            width: 1 / columns.length,
          }))
        : [{ label: 'Kết quả', align: 'left', width: 1 }],
    rows: rows.map((row) => columns.map(({ kind }, i) => cellOf(row[i] ?? null, kind))),
    hasTotal: false,
    note: [
      ...(answer === null ? ['Câu này không có kết quả khi lập báo cáo.'] : []),
      ...(answer !== null && rows.length === 0 ? ['Không có dòng nào.'] : []),
      ...(isCut ? [`Chỉ in ${mostPinned.rows} dòng và ${mostPinned.columns} cột đầu.`] : []),
      `Theo câu truy vấn do ${query.owner} lưu, tính trên bản ${version}; mã băm câu truy vấn: ${hash}.`,
    ].join(' '),
  };
}

function cellOf(value: string | number | null, kind: TableData['columns'][number]['kind']): TableCell {
  if (value === null) return { text: '–', value: null, format: 'text' };
  if (kind === 'count' && typeof value === 'number')
    return { text: formatCount(value, 'vi'), value, format: 'count' };
  const text = kind === 'month' ? formatMonth(String(value), 'vi') : shownText(value, kind);
  return { text, value: text, format: 'text' };
}

function shownText(value: string | number, kind: TableData['columns'][number]['kind']): string {
  return kind === 'date' ? formatDate(String(value), 'vi') : String(value);
}
