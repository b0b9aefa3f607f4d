import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatRatio } from '$lib/format/numbers';
import { hasTable } from '../has-table.ts';
import type { PageContext } from './context';
import type { TablePanel } from './definitions';
import { sourceLine } from './panel';

const sharesSql = sqlFile('queries/page-disclosure.sql');

/**
 * How much the restricted profile hides, table by table: of the cells, and of what they count. Without rows where the
 * version has no such profile. For who sees all figures: the sums of what is hidden would tell others of small counts.
 */
export async function disclosurePanel(page: PageContext): Promise<TablePanel> {
  const { data } = page.say;
  const words = data.disclosure;
  const rows = (await hasTable(page.version, 'restricted', 'shares'))
    ? await page.version.all(sharesSql)
    : [];
  const cases = rows.filter(({ family }) => family === 'cases');
  const title =
    cases.length === 0
      ? words.none
      : words.title(
          formatRatio(shareOf(cases, 'hidden_count', 'cell_count'), page.lang),
          formatRatio(shareOf(cases, 'hidden_counted', 'counted'), page.lang),
        );
  return {
    frame: {
      page: 'data',
      id: 'disclosure',
      title,
      description: words.description,
      source: sourceLine(page),
      drawn: false,
      table: {
        caption: title,
        columns: [
          { label: words.table, kind: 'text' },
          { label: words.cells, kind: 'count' },
          { label: words.small, kind: 'count' },
          { label: words.hidden, kind: 'count' },
          { label: words.hiddenShare, kind: 'ratio' },
          { label: words.countedShare, kind: 'ratio' },
        ],
        rows: rows.map((row) => [
          nameOf(page, row),
          Number(row.cell_count),
          Number(row.small_count),
          Number(row.hidden_count),
          shareOf([row], 'hidden_count', 'cell_count'),
          shareOf([row], 'hidden_counted', 'counted'),
        ]),
      },
    },
  };
}

function nameOf({ say }: PageContext, { family, table_name: table }: Row): string {
  const { families, tables } = say.data.disclosure;
  return `${families[family as keyof typeof families]}, ${tables[(family === 'duties' && table === 'month_by_type' ? 'month_by_duty_type' : table) as keyof typeof tables]}`;
}

/** What share of one sum another one is; null where there is nothing. */
function shareOf(rows: readonly Row[], part: string, whole: string): number | null {
  const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name]), 0);
  return sum(whole) === 0 ? null : sum(part) / sum(whole);
}
