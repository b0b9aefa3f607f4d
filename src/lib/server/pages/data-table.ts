import type { ColumnKind } from '$lib/shape/table';
import type { PageContext } from './context';
import type { TablePanel } from './definitions';
import { sourceLine } from './panel';

interface Making {
  id: string;
  title: string;
  description: string;
  columns: [string, ColumnKind][];
  rows: (string | number | null)[][];
}

/** A panel of the data page that is a table under its finding. */
export function tableOf(page: PageContext, { id, title, description, columns, rows }: Making): TablePanel {
  return {
    frame: {
      page: 'data',
      id,
      title,
      description,
      source: sourceLine(page),
      drawn: false,
      table: { caption: title, columns: columns.map(([label, kind]) => ({ label, kind })), rows },
    },
  };
}
