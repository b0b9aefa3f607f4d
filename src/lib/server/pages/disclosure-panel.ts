import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatRatio } from '$lib/format/numbers';
import { hasTable } from '../has-table.ts';
import type { PageContext } from './context';
import type { TablePanel } from './definitions';
import { tableOf } from './data-table';

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
  return tableOf(page, {
    id: 'disclosure',
    title,
    description: words.description,
    columns: [
      [words.table, 'text'],
      [words.cells, 'count'],
      [words.small, 'count'],
      [words.hidden, 'count'],
      [words.hiddenShare, 'ratio'],
      [words.countedShare, 'ratio'],
    ],
    rows: rows.map((row) => [
      nameOf(page, row),
      Number(row.cell_count),
      Number(row.small_count),
      Number(row.hidden_count),
      shareOf([row], 'hidden_count', 'cell_count'),
      shareOf([row], 'hidden_counted', 'counted'),
    ]),
  });
}

function nameOf({ say }: PageContext, { family, table_name: table }: Row): string {
  const { families, tables } = say.data.disclosure;
  const name = family === 'duties' && table === 'month_by_type' ? 'month_by_duty_type' : table;
  return `${families[family as keyof typeof families]}, ${tables[name as keyof typeof tables]}`;
}

/** What share of one sum another one is; null where there is nothing. */
function shareOf(rows: readonly Row[], part: string, whole: string): number | null {
  const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name]), 0);
  return sum(whole) === 0 ? null : sum(part) / sum(whole);
}
